import type { Fact } from '../../release/lifecycle/commands.ts'
import { listTeams } from '../../release/lifecycle/terms.ts'
import { getHead, isSecurityRelease, isTestable } from '../../release/lifecycle/view.ts'
import type { Asker } from '../../release/lifecycle/who.ts'
import type { OpenEffectContext } from './effect-context.ts'

/** Who approved the pull request of a security release, on exactly the head: what proves that the fix was reviewed. */
export async function observeFixReview({ release, repo, deps }: OpenEffectContext): Promise<Fact[]> {
  const { shown, about } = release.ledger
  const head = getHead(release)
  if (shown.pullRequest === null || head === null || !isTestable(release) || !isSecurityRelease(release))
    return []
  const reviews = await repo.listReviews(shown.pullRequest)
  const last = new Map(reviews.filter(({ state }) => state !== 'other').map((one) => [one.id, one]))
  const reviewers: Asker[] = []
  for (const { id, login, isBot, state, commit } of last.values()) {
    if (state !== 'approved' || commit !== head || isBot) continue
    const access = await repo.fetchAccess(login, listTeams(about.terms))
    reviewers.push({ person: { id, login }, account: 'user', ...access })
  }
  return reviewers.length === 0 ? [] : [{ type: 'FixReviewed', at: deps.now(), head, reviewers }]
}
