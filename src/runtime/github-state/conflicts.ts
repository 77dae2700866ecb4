import { renderLeft } from '../../messages/github/pull-requests/conflict.ts'
import { renderDifference, renderResolved } from '../../messages/github/pull-requests/resolution.ts'
import type { Fact } from '../../release/lifecycle/commands.ts'
import type { Pick, PickState } from '../../release/lifecycle/state.ts'
import { getBranchName, getPlan } from '../../release/lifecycle/view.ts'
import { Refused } from '../../release/refusal.ts'
import type { ResolutionDifference, SettledMerge } from '../ports/git-conflicts.ts'
import type { PullRequest } from '../ports/github.ts'
import type { OpenEffectContext } from './effect-context.ts'
import { createBranchFact } from './issue-and-branch.ts'
import { commentOnce } from './marked-comments.ts'
import { type ConflictState, findUnresolved } from './unresolved-files.ts'

/** The name of the check run that stays red while a conflict is not resolved. */
export const CONFLICT_CHECK = 'Release Captain / conflict'

interface Shown extends ConflictState {
  readonly pull: PullRequest
}

interface Conflict extends Shown {
  readonly became: Extract<PickState, { kind: 'conflict' }>
}

/**
 * Conflict pull requests (§1.2): what was merged resolves its pick, unless something is left of it. The branch moves by
 * such a merge, and by nobody else's push: where one is merged and not resolved yet, people are asked to push.
 */
export async function observeConflicts(context: OpenEffectContext): Promise<Fact[]> {
  const { place } = context.release
  if (place.step !== 'picking' || place.head === null) return []
  // Merged before we could write down which one it is, it would be taken for somebody's push: the next look knows.
  if (place.picks.some(({ became }) => became.kind === 'conflict' && became.pullRequest === null)) return []

  // Before the pull requests: a merge that it shows is shown there too.
  const moved = await createBranchFact(context, place.head)
  const conflicts = await listShownConflicts(context, { base: place.head, picks: place.picks })
  const merges = conflicts.flatMap(({ pull }) => (pull.state === 'merged' ? [pull.mergeCommit] : []))
  if (merges.length === 0 && moved.length > 0) return moved

  const facts: Fact[] = []
  for (const conflict of conflicts) facts.push(...(await observeConflict(context, conflict, merges)))
  return facts
}

async function listShownConflicts(
  { repo, events }: OpenEffectContext,
  { base, picks }: { readonly base: string; readonly picks: readonly Pick[] },
): Promise<Conflict[]> {
  const pushed = events.findLast(({ type }) => type === 'BranchPushed')
  if (pushed?.type !== 'BranchPushed') return []
  const found: Conflict[] = []
  for (const { candidate, became } of picks) {
    if (became.kind !== 'conflict' || became.pullRequest === null) continue
    const pull = await repo.findPullRequest(became.pullRequest)
    if (pull) found.push({ candidate, builtAt: pushed.head, base, pull, became })
  }
  return found
}

async function observeConflict(
  context: OpenEffectContext,
  conflict: Conflict,
  merges: readonly (string | null)[],
): Promise<Fact[]> {
  switch (conflict.pull.state) {
    case 'merged':
      return resolveConflict(context, conflict, merges)
    case 'open':
      await keepFromMerging(context, conflict)
      return []
    case 'closed':
      return []
  }
}

async function resolveConflict(
  context: OpenEffectContext,
  conflict: Conflict,
  merges: readonly (string | null)[],
): Promise<Fact[]> {
  const { candidate, pull, base, became } = conflict
  const { repo, deps, release } = context
  const head = await repo.findBranch(getBranchName(release.ledger.about))
  // A read that lags behind the merge shows the head from before it: the next look sees it.
  if (head === null || head === base) return []
  const at = deps.now()
  // A squash may have lost what the commits of the pull request said.
  const { marked, undecided, untold } = await findUnresolved(context, conflict, [pull.head.sha, head])
  const left = untold === null ? undecided.map(({ path }) => path) : became.files
  if (marked.length + left.length > 0)
    return [{ type: 'UnresolvedMerged', at, candidate, head, marked, undecided: left }]

  const settled = await settle(context, { base, head, merges })
  if (settled === null) return [{ type: 'MarkersStay', at, candidate, head }]
  const { id, login } = pull.mergedBy ?? pull.author
  const difference = await findDifference(context, conflict)
  if (difference !== null) await showDifference(context, conflict, difference)
  const differs = difference?.lines ?? null
  return [{ type: 'ConflictMerged', at, candidate, author: { id, login }, differs, ...settled }]
}

/** No released history has a commit with markers: the branch is put on one without. Null where GitHub doesn't let us. */
async function settle(
  { repo, deps, release }: OpenEffectContext,
  merged: { readonly base: string; readonly head: string; readonly merges: readonly (string | null)[] },
): Promise<SettledMerge | null> {
  const plan = getPlan(release)
  if (!plan) throw new Error('a conflict was merged and there is no plan')
  const { about } = release.ledger
  const { version, policy } = about
  try {
    return await deps.git.settleMerge({
      ...{ at: { url: await repo.createGitUrl() }, version, policy, plan, branch: getBranchName(about) },
      base: merged.base,
      head: merged.head,
      merges: merged.merges.filter((merge) => merge !== null),
    })
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

/** How a resolution differs from its original; null where neither is to be had any more. */
async function findDifference(
  { repo, deps, release }: OpenEffectContext,
  { candidate, base, pull }: Shown,
): Promise<ResolutionDifference | null> {
  const plan = getPlan(release)
  if (!plan) return null
  const { version, policy } = release.ledger.about
  const at = { url: await repo.createGitUrl() }
  const asked = { at, version, policy, plan, candidate, base, head: pull.head.sha }
  try {
    return await deps.git.compareResolution({ ...asked, origins: repo.findPullRequestsOf })
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

/** Whoever approves the release reads there what was decided. */
async function showDifference(
  { repo }: OpenEffectContext,
  { pull, candidate }: Shown,
  difference: ResolutionDifference,
): Promise<void> {
  const text = renderDifference(difference, candidate)
  await commentOnce(repo, pull.number, { kind: 'difference', id: `${pull.number}`, text })
}

/** While something is left of it, it stays a draft, which GitHub does not merge, and its check stays red. */
export async function keepFromMerging(
  context: OpenEffectContext,
  { pull, ...conflict }: Shown,
): Promise<void> {
  const { repo } = context
  const left = await findUnresolved(context, conflict, [pull.head.sha])
  const isLeft = left.marked.length + left.undecided.length > 0 || left.untold !== null
  await repo.putCheck({
    head: pull.head.sha,
    name: CONFLICT_CHECK,
    conclusion: isLeft ? 'failure' : 'success',
    title: isLeft ? "The conflict isn't resolved" : 'The conflict is resolved',
    summary: isLeft
      ? renderLeft(left)
      : renderResolved(await findDifference(context, { pull, ...conflict }), conflict.candidate),
  })
  if (!isLeft || pull.draft) return

  await repo.setDraft(pull.number, true)
  const id = `${pull.number}-${pull.head.sha}`
  await commentOnce(repo, pull.number, { kind: 'markers', id, text: renderLeft(left) })
}
