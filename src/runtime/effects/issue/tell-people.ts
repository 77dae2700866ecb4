import { renderEventComment } from '../../../messages/github/comments/event.ts'
import { renderShipped } from '../../../messages/github/comments/shipped.ts'
import { isUnderWay } from '../../../release/lifecycle/rollout/view.ts'
import { Refused } from '../../../release/refusal.ts'
import type { EffectContext, Perform } from '../../github-state/effect-context.ts'
import { commentOnce } from '../../github-state/marked-comments.ts'
import { Later } from '../../ports/retry-later.ts'
import { describeRefused } from '../../record/describe-failure.ts'

/** What may come with the opening of a release. */
const OPENING_EVENTS: readonly string[] = ['ReleaseDayCame', 'EmergencyDeclared']
/** Seconds. */
const SOON = 2

/**
 * What happened without anybody asking for it. After the end of a release its tracking issue says all but what main has
 * taken back since.
 */
export const commentOnEvent: Perform<'tell'> = async ({ repo, release, deps }, { event, key }) => {
  const { issue } = release.ledger.shown
  const isOver =
    release.status === 'aborted' ||
    (release.status === 'published' && event.type !== 'FlagsSeen' && !isUnderWay(release))
  if (isOver) return []
  // Said with the opening: its issue is about to be there.
  if (issue === null && release.status === 'open' && OPENING_EVENTS.includes(event.type))
    throw new Later(deps.now() + SOON, 'The tracking issue is being opened.')
  if (issue === null) return []

  await commentOnce(repo, issue, { kind: 'told', id: key, text: renderEventComment(event, release) })
  return []
}

/** §5.2: the pull request, and every issue that it closed, are told once that it shipped. */
export const commentShipped: Perform<'tell-shipped'> = async (context, { candidate }) => {
  const { repo, release, deps } = context
  if (release.status !== 'published') return []

  const pick = release.release.plan.picks.find((one) => one.candidate === candidate)
  const number = pick?.pullRequest ?? null
  if (number !== null) {
    const facts = (await repo.fetchFacts([number])).get(number)
    await commentOn(context, number, 'pull-request')
    for (const issue of facts?.issues ?? []) await commentOn(context, issue.number, 'issue')
  }
  return [{ type: 'ShippedTold', at: deps.now(), candidate }]
}

/** A locked or deleted one cannot be told, and that keeps nobody else from hearing it. */
async function commentOn(
  { repo, id, release, deps }: EffectContext,
  number: number,
  kind: 'pull-request' | 'issue',
): Promise<void> {
  if (release.status !== 'published') return
  const text = renderShipped({ version: release.ledger.about.version, releaseUrl: release.url, kind })
  try {
    await commentOnce(repo, number, { kind: 'shipped', id, text })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    deps.log.warn(
      { release: id, number, problem: describeRefused(repo, error.refusal) },
      'Could not comment that it shipped.',
    )
  }
}
