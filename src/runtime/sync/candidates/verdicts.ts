import { checkVerdict } from '../../../messages/github/checks/candidate-check.ts'
import { renderRefusal } from '../../../messages/github/markdown/refusal.ts'
import { parseReleaseNote } from '../../../release/changes/release-note.ts'
import type { Plan } from '../../../release/planning/plan.ts'
import { type Refusal, Refused } from '../../../release/refusal.ts'
import type { RuntimeDependencies } from '../../context.ts'
import type { GitHubRepository, PullRequest } from '../../ports/github.ts'
import type { OwnCheck } from '../../ports/own-check.ts'
import { tryOpenPullRequest } from './try-pull-request.ts'

/** The name of the check run in which a pull request shows what becomes of it as a candidate. */
const VERDICT_CHECK = 'Release Captain / patch candidate'

/** Where a pull request was nominated for: one line, or the next patch of the highest. */
export interface VerdictPlace {
  /** Null where nothing came to main for it. */
  readonly plan: Plan | null
  /** `1.9`, where a label of that line nominates; null for the next patch. */
  readonly line: string | null
}

function getCheckName({ line }: VerdictPlace): string {
  return line === null ? VERDICT_CHECK : `${VERDICT_CHECK} ${line}`
}

/** Says the verdict on a candidate's pull request, before its merge too (§1.1). One that is merged is judged by a plan. */
export async function showVerdict(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  of: VerdictPlace & { readonly number: number },
): Promise<void> {
  const pull = await repo.findPullRequest(of.number)
  if (!pull) return
  const said =
    pull.state === 'open'
      ? await judgeBeforeMerge(deps, repo, { pull, line: of.line })
      : of.plan && describeMerged(of.plan, `#${of.number}`, parseReleaseNote(pull.body))
  if (said) await repo.putCheck({ head: pull.head.sha, name: getCheckName(of), ...said })
}

/** Says the verdict on a commit that came by no pull request, and is a candidate by the issue that it closed. */
export async function showVerdictOnCommit(
  repo: GitHubRepository,
  commit: string,
  place: VerdictPlace,
): Promise<void> {
  const said = place.plan && describeMerged(place.plan, commit, null)
  if (said) await repo.putCheck({ head: commit, name: getCheckName(place), ...said })
}

/** Why nothing can be said of a pull request now, which is for people to mend. */
export async function showRefusal(repo: GitHubRepository, number: number, refusal: Refusal): Promise<void> {
  const pull = await repo.findPullRequest(number)
  if (!pull) return
  await repo.putCheck({ head: pull.head.sha, name: VERDICT_CHECK, ...describeUntried(refusal) })
}

/**
 * A pull request that is no candidate any more says so, where it said something before. `number` may be that of an
 * issue, which stands for the pull requests that closed it.
 */
export async function withdrawVerdicts(
  repo: GitHubRepository,
  number: number,
  { nominated, place }: { readonly nominated: ReadonlySet<number>; readonly place: VerdictPlace },
): Promise<void> {
  const issue = await repo.findIssue(number)
  if (!issue) return
  const numbers = issue.isPullRequest ? [number] : await repo.listPullRequestsClosing(number)
  for (const one of numbers) if (!nominated.has(one)) await withdrawVerdict(repo, one, getCheckName(place))
}

async function withdrawVerdict(repo: GitHubRepository, number: number, check: string): Promise<void> {
  const pull = await repo.findPullRequest(number)
  if (!pull) return
  const runs = await repo.listCheckRuns(pull.head.sha)
  if (!runs.some(({ name }) => name === check)) return

  await repo.putCheck({
    head: pull.head.sha,
    name: check,
    conclusion: 'neutral',
    title: 'Not a patch candidate',
    summary: 'It has no label that nominates it any more.',
  })
}

type Said = Pick<OwnCheck, 'conclusion' | 'title' | 'summary'>

async function judgeBeforeMerge(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  wanted: { readonly pull: PullRequest; readonly line: string | null },
): Promise<Said> {
  try {
    const { considered, version, line, outcome, files } = await tryOpenPullRequest(deps, repo, wanted)
    return checkVerdict({
      ...{ considered, version, line, outcome, files },
      merged: false,
      note: parseReleaseNote(wanted.pull.body),
    })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return describeUntried(error.refusal)
  }
}

function describeUntried(refusal: Refusal): Said {
  return { conclusion: 'action_required', title: "It couldn't be tried", summary: renderRefusal(refusal) }
}

/** Null for one that is not in the range: it is released, or older than the line. */
function describeMerged(
  { considered, leftOut, version, line }: Plan,
  id: string,
  note: string | null,
): Said | null {
  const found = considered.find(({ candidate }) => candidate.id === id)
  if (!found) return leftOut.some(({ candidate }) => candidate.id === id) ? describeReleased(version) : null

  const { alone } = found
  const files = alone.kind === 'conflict' ? alone.files.map(({ path }) => path) : []
  return checkVerdict({ considered: found, version, line, merged: true, outcome: alone.kind, files, note })
}

function describeReleased(version: string): Said {
  return {
    conclusion: 'neutral',
    title: `Nothing to take into ${version}`,
    summary: `It is already on the line, or was reverted. To see which, comment \`/release explain\`.`,
  }
}
