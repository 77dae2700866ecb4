import type { Fact } from '../../../release/lifecycle/commands.ts'
import type { ReleaseEvent } from '../../../release/lifecycle/events.ts'
import { getHead } from '../../../release/lifecycle/view.ts'
import { isSame, type Person } from '../../../release/lifecycle/who.ts'
import type { OpenEffectContext } from '../../github-state/effect-context.ts'
import type { GitHubRepository } from '../../ports/github.ts'

/**
 * Who has commits of their own on the release branch (threat B3): their go does not count. It is told of the head that
 * the release has once these facts are on record, in the same transaction, so that nobody says go in between.
 *
 * @param seen what was seen of the branch just now
 */
export async function observeCommitters(context: OpenEffectContext, seen: readonly Fact[]): Promise<Fact[]> {
  const { release, events, repo, deps } = context
  const head = findHeadAfter(context, seen)
  const built = events.findLast(({ type }) => type === 'BranchPushed')
  if (built?.type !== 'BranchPushed' || head === null || release.ledger.hands.head === head) return []

  const heads = [head, ...(await listConflictHeads(repo, { events, seen }))]
  const people = await listPeople(repo, { base: built.head, heads })
  return people === null ? [] : [{ type: 'HandsSeen', at: deps.now(), head, people }]
}

/** Null where nobody but us put anything on the branch since it was built. */
function findHeadAfter({ release, events }: OpenEffectContext, seen: readonly Fact[]): string | null {
  const fact = seen.findLast(({ type }) => type === 'BranchSeen' || type === 'ConflictMerged')
  if (fact?.type === 'BranchSeen' || fact?.type === 'ConflictMerged') return fact.head
  const isOthers = listSinceBuilt(events).some(
    ({ type }) => type === 'BranchMoved' || type === 'PickResolved',
  )
  return isOthers ? getHead(release) : null
}

/** A squash leaves nothing of who wrote the commits of a pull request, which GitHub keeps with it. */
async function listConflictHeads(
  repo: GitHubRepository,
  { events, seen }: { readonly events: readonly ReleaseEvent[]; readonly seen: readonly Fact[] },
): Promise<string[]> {
  const since = listSinceBuilt(events)
  const resolved = [...since, ...seen].flatMap((one) =>
    one.type === 'PickResolved' || one.type === 'ConflictMerged' ? [one.candidate] : [],
  )
  const heads: string[] = []
  for (const candidate of new Set(resolved)) {
    const shown = since.findLast((one) => one.type === 'ConflictShown' && one.candidate === candidate)
    const pull = shown?.type === 'ConflictShown' ? await repo.findPullRequest(shown.pullRequest) : null
    if (pull) heads.push(pull.head.sha)
  }
  return heads
}

/** What was picked anew is ours again. */
function listSinceBuilt(events: readonly ReleaseEvent[]): readonly ReleaseEvent[] {
  return events.slice(events.findLastIndex(({ type }) => type === 'BranchPushed') + 1)
}

/** Null where one of them cannot be compared: it is tried again at the next look. */
async function listPeople(
  repo: GitHubRepository,
  { base, heads }: { readonly base: string; readonly heads: readonly string[] },
): Promise<readonly Person[] | null> {
  const people: Person[] = []
  for (const head of heads) {
    const committers = await repo.findOutsideCommitters({ base, head })
    if (committers === null) return null
    for (const { id, login } of committers)
      if (!people.some((one) => isSame(one, { id, login }))) people.push({ id, login })
  }
  return people
}
