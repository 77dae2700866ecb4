import { renderRolledBackPick } from '../../../messages/github/comments/rolled-back.ts'
import { renderIncident } from '../../../messages/github/issue/incident.ts'
import { renderReview } from '../../../messages/github/issue/review.ts'
import type { IssueText } from '../../../messages/github/issue/tracking-issue.ts'
import { createMark, hasMark } from '../../../messages/github/markdown/mark.ts'
import { getPlan } from '../../../release/lifecycle/view.ts'
import { listLines } from '../../../release/lines.ts'
import { Refused } from '../../../release/refusal.ts'
import { commentOnce } from '../../github-state/marked-comments.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import { describeRefused } from '../../record/describe-failure.ts'
import { INCIDENT_LABEL } from './environments.ts'
import { readNotice } from './read-notice.ts'
import type { PerformRollout, RolloutContext } from './rollout-context.ts'

/** Manual Rollback: an incident with its timeline, found by its mark, else opened. */
export const openIncident: PerformRollout<'open-incident'> = async (context, effect) => {
  const { release, events, id, deps } = context
  const { environment, to, cause } = effect
  const template = await readNotice(context, 'incident')
  const text = renderIncident({ release, events, environment, to, cause }, template)
  const issue = await ensureIssue(await context.openRepository(), {
    ...{ kind: 'incident', id, text, label: INCIDENT_LABEL },
  })
  return [{ type: 'IncidentOpened', at: deps.now(), issue }]
}

/** Post-Release Review: an issue with the questions, found by its mark, else opened. */
export const openReview: PerformRollout<'open-review'> = async (context) => {
  const { release, events, id, deps, terms } = context
  const template = await readNotice(context, 'review')
  const text = renderReview(release, events, { questions: terms.questions, template })
  const issue = await ensureIssue(await context.openRepository(), {
    ...{ kind: 'review', id, text, label: 'release' },
  })
  return [{ type: 'ReviewOpened', at: deps.now(), issue }]
}

interface MarkedIssue {
  readonly kind: string
  readonly id: string
  readonly text: IssueText
  readonly label: string
}

async function ensureIssue(repo: GitHubRepository, { kind, id, text, label }: MarkedIssue): Promise<number> {
  const own = await repo.listOwnIssues()
  const found = own.findLast(({ body }) => hasMark(body, kind, id))
  const body = `${text.body}\n\n${createMark(kind, id)}`
  return (found ?? (await repo.openIssue({ title: text.title, body, labels: [label] }))).number
}

/** The GitHub release isn't the latest any more, the one before is again, and its pull requests are told. */
export const markRolledBack: PerformRollout<'mark-rolled-back'> = async (context, { tag, to }) => {
  const repo = await context.openRepository()
  const releases = await repo.listReleases()
  const own = releases.find((one) => one.tag === tag && !one.draft)
  if (own) await repo.editRelease(own.id, { prerelease: true, latest: false })
  const previous = releases.find((one) => one.tag === to && !one.draft)
  if (own && previous && (await isHighestLine(context, repo)))
    await repo.editRelease(previous.id, { latest: true })
  for (const { pullRequest } of getPlan(context.release)?.picks ?? [])
    if (pullRequest !== null) await tellPick(context, repo, pullRequest)
  return []
}

/** What an older line went back to was not the latest before either. */
async function isHighestLine({ deps, release }: RolloutContext, repo: GitHubRepository): Promise<boolean> {
  const { line, terms } = release.ledger.about
  const tags = await deps.git.tags({ url: await repo.createGitUrl() })
  return listLines(tags, { tagPattern: terms.tagPattern }).at(-1)?.name === line
}

async function tellPick({ id, release, deps }: RolloutContext, repo: GitHubRepository, number: number) {
  const text = renderRolledBackPick(release.ledger.about.version)
  try {
    await commentOnce(repo, number, { kind: 'rolled-back', id, text })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    deps.log.warn(
      { release: id, number, problem: describeRefused(repo, error.refusal) },
      'A rollback could not be told.',
    )
  }
}
