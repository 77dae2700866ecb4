import type { Fact } from '../../../release/lifecycle/commands.ts'
import type { ReleaseEvent } from '../../../release/lifecycle/events.ts'
import { getBranchName, getHead } from '../../../release/lifecycle/view.ts'
import { isSame, type Person } from '../../../release/lifecycle/who.ts'
import type { OpenEffectContext } from '../../github-state/effect-context.ts'
import type { GitHubRepository } from '../../ports/github.ts'

/**
 * Who wrote, committed or pushed what is on the release branch (threat B3): their go does not count. It is told of the head that
 * the release has once these facts are on record, in the same transaction, so that nobody says go in between.
 *
 * @param seen what was seen of the branch just now
 */
export async function observeCommitters(context: OpenEffectContext, seen: readonly Fact[]): Promise<Fact[]> {
  const { release, events, repo, deps } = context
  const head = findHeadAfter(context, seen)
  const built = events.findLast(({ type }) => type === 'BranchPushed')
  const { hands, about } = release.ledger
  if (built?.type !== 'BranchPushed' || head === null || (hands.head === head && !hands.unknown)) return []

  const own = { branch: getBranchName(about), head }
  const tips = [own, ...(await listConflictTips(repo, { events, seen }))]
  const found = await findHands(repo, { base: built.head, tips })
  return found === null ? [] : [{ type: 'HandsSeen', at: deps.now(), head, ...found }]
}

/** A branch with commits that go into the release. */
interface Tip {
  readonly branch: string
  readonly head: string
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
async function listConflictTips(
  repo: GitHubRepository,
  { events, seen }: { readonly events: readonly ReleaseEvent[]; readonly seen: readonly Fact[] },
): Promise<Tip[]> {
  const since = listSinceBuilt(events)
  const resolved = [...since, ...seen].flatMap((one) =>
    one.type === 'PickResolved' || one.type === 'ConflictMerged' ? [one.candidate] : [],
  )
  const tips: Tip[] = []
  for (const candidate of new Set(resolved)) {
    const shown = since.findLast((one) => one.type === 'ConflictShown' && one.candidate === candidate)
    const pull = shown?.type === 'ConflictShown' ? await repo.findPullRequest(shown.pullRequest) : null
    if (pull) tips.push({ branch: pull.head.ref, head: pull.head.sha })
  }
  return tips
}

/** What was picked anew is ours again. */
function listSinceBuilt(events: readonly ReleaseEvent[]): readonly ReleaseEvent[] {
  return events.slice(events.findLastIndex(({ type }) => type === 'BranchPushed') + 1)
}

/** Null where one of them cannot be compared: it is tried again at the next look. */
async function findHands(
  repo: GitHubRepository,
  { base, tips }: { readonly base: string; readonly tips: readonly Tip[] },
): Promise<{ readonly people: readonly Person[]; readonly unknown: boolean } | null> {
  const people: Person[] = []
  let unknown = false
  for (const { branch, head } of tips) {
    const committers = await repo.findOutsideCommitters({ base, head })
    if (committers === null) return null
    const pushers = await repo.findPushers({ branch, base, head })
    unknown ||= committers.unknown || pushers.unknown
    for (const { id, login } of [...committers.people, ...pushers.people])
      if (!people.some((one) => isSame(one, { id, login }))) people.push({ id, login })
  }
  return { people, unknown }
}
