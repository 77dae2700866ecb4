import { renderConflictLeft, renderRebuilt } from '../../../messages/github/comments/closing.ts'
import { hasMark, MARKS } from '../../../messages/github/markdown/mark.ts'
import { renderConflictPullRequest, renderLeft } from '../../../messages/github/pull-requests/conflict.ts'
import type { UnresolvedSides } from '../../../messages/github/pull-requests/unresolved-files.ts'
import { formatCandidateName } from '../../../release/changes/candidate.ts'
import type { EffectOf } from '../../../release/lifecycle/effects.ts'
import type { PickState } from '../../../release/lifecycle/state.ts'
import { getBranchName, getPlan, getPlannedPick } from '../../../release/lifecycle/view.ts'
import { CONFLICT_CHECK, keepFromMerging } from '../../github-state/conflicts.ts'
import {
  createRemote,
  type EffectContext,
  type OpenEffectContext,
  type Perform,
} from '../../github-state/effect-context.ts'
import { commentOnce } from '../../github-state/marked-comments.ts'
import type { ConflictBranch } from '../../ports/git-conflicts.ts'
import type { PullRequest } from '../../ports/github.ts'
import { addOriginalTriage } from './add-original-triage.ts'
import { closeWithComment, openDraft } from './own-pull-requests.ts'

/** A pick that conflicts, where a release stands now. */
interface Conflict {
  readonly candidate: string
  readonly became: Extract<PickState, { kind: 'conflict' }>
  /** The release branch as it was built, before anything was resolved on it. */
  readonly builtAt: string
  /** The release branch's head as the record has it. */
  readonly base: string
}

/** §1.2 “Resolve any conflicts”: a draft pull request with the conflict in it, for who wrote the change. */
export const openConflict: Perform<'open-conflict-pull-request'> = async (context, effect) => {
  const { release, deps } = context
  if (release.status !== 'open') return []
  const conflict = findConflict({ ...context, release }, effect)
  if (!conflict) return []

  const open = { ...context, release }
  const pull = (await findStandingPull(open, conflict, effect)) ?? (await openConflictPull(open, conflict))
  const { candidate } = effect
  return [{ type: 'ConflictPullRequestSeen', at: deps.now(), candidate, pullRequest: pull.number }]
}

function findConflict(
  { release, events }: OpenEffectContext,
  { candidate, commit }: EffectOf<'open-conflict-pull-request'>,
): Conflict | null {
  const { place } = release
  if (place.step !== 'picking' || place.head === null) return null
  const found = place.picks.find((pick) => pick.candidate === candidate)
  const pushed = events.findLast(({ type }) => type === 'BranchPushed')
  if (found?.became.kind !== 'conflict' || found.became.commit !== commit) return null
  if (pushed?.type !== 'BranchPushed') return null

  return { candidate, became: found.became, builtAt: pushed.head, base: place.head }
}

/** The one of exactly this build. One of a branch that was built anew since would bring back what was left out. */
async function findStandingPull(
  context: OpenEffectContext,
  conflict: Conflict,
  { key }: EffectOf<'open-conflict-pull-request'>,
): Promise<PullRequest | null> {
  const pulls = await listConflictPulls(context, conflict.candidate)
  const id = createMarkId(context, conflict)
  const found = pulls.find(
    ({ state, body }) => state !== 'closed' && hasMark(body, MARKS.conflictPullRequest, id),
  )
  if (found) {
    if (found.state === 'open') await finish(context, found, conflict)
    return found
  }
  const text = renderRebuilt(getBranchName(context.release.ledger.about))
  for (const { number, state } of pulls)
    if (state === 'open') await commentOnce(context.repo, number, { kind: 'closed', id: key, text })
  // GitHub closes a pull request whose branch goes.
  if (pulls.length > 0) await deleteBranch(context, conflict.candidate)
  return null
}

async function openConflictPull(context: OpenEffectContext, conflict: Conflict): Promise<PullRequest> {
  const { repo, release } = context
  const made = await makeBranch(context, conflict)
  const title = getPlannedPick(release, conflict.candidate)?.title ?? conflict.candidate
  const base = getBranchName(release.ledger.about)
  const page = renderConflictPullRequest({
    release,
    id: createMarkId(context, conflict),
    candidate: conflict.candidate,
    title,
    reviewers: await findReviewers(context, conflict),
    files: made.files,
    undecided: made.undecided,
    needs: made.needs,
    commit: made.commit,
    mainline: made.mainline,
    branch: made.branch,
    base,
    webUrl: repo.webUrl,
  })
  const pull = await openDraft(repo, { ...page, head: made.branch, base })
  await assignAuthors(context, pull, conflict)
  await addOriginalTriage(context, pull, conflict)
  await markRed(
    context,
    made.head,
    renderRedSummary(made, { base, change: formatCandidateName(conflict.candidate) }),
  )
  return pull
}

/** Those of the pull request that is picked; a commit without one has none on record. */
async function findReviewers({ repo }: EffectContext, { candidate }: Conflict): Promise<readonly string[]> {
  if (!candidate.startsWith('#')) return []
  const original = await repo.findTriage(Number(candidate.slice(1)))
  return original?.reviewers ?? []
}

async function assignAuthors(
  { repo, release }: EffectContext,
  { number }: PullRequest,
  { candidate }: Conflict,
) {
  const logins = (getPlannedPick(release, candidate)?.authors ?? []).map(({ login }) => login)
  if (logins.length > 0) await repo.assign(number, logins)
}

async function makeBranch(
  context: OpenEffectContext,
  { candidate, builtAt }: Conflict,
): Promise<ConflictBranch> {
  const { deps, release } = context
  const { version, policy } = release.ledger.about
  const plan = getPlan(release)
  if (!plan) throw new Error(`${context.id} has a conflict and no plan`)
  return deps.git.createConflictBranch({
    at: await createRemote(context),
    version,
    policy,
    plan,
    candidate,
    head: builtAt,
    origins: context.repo.findPullRequestsOf,
    branch: formatConflictBranchName(getBranchName(release.ledger.about), candidate),
  })
}

function renderRedSummary(
  { files, undecided, commit }: ConflictBranch,
  sides: Omit<UnresolvedSides, 'commit'>,
): string {
  const marked = files.filter((file) => file.marked).map(({ path }) => path)
  return renderLeft({ marked, undecided, sides: { ...sides, commit }, untold: null })
}

/**
 * After a crash behind the pull request. Its check is the last of it; from there on looking again is the observer's. It is
 * not red for sure: somebody may have resolved the conflict meanwhile.
 */
async function finish(context: OpenEffectContext, pull: PullRequest, conflict: Conflict): Promise<void> {
  const runs = await context.repo.listCheckRuns(pull.head.sha)
  if (runs.some(({ name }) => name === CONFLICT_CHECK)) return
  await assignAuthors(context, pull, conflict)
  await addOriginalTriage(context, pull, conflict)
  await keepFromMerging(context, { ...conflict, pull })
}

async function markRed({ repo }: EffectContext, head: string, summary: string): Promise<void> {
  const title = "The conflict isn't resolved"
  await repo.putCheck({ head, name: CONFLICT_CHECK, conclusion: 'failure', title, summary })
}

/** A change that was left out needs no resolution. */
export const closeConflict: Perform<'close-conflict-pull-request'> = async (context, { key, candidate }) => {
  const { version } = context.release.ledger.about
  await closeOne(context, candidate, { id: key, text: renderConflictLeft(candidate, version) })
  return []
}

/** Every conflict that this release ever had. */
export async function closeConflicts(context: EffectContext, said: Said): Promise<void> {
  const candidates = context.events.flatMap((event) =>
    event.type === 'PickConflicted' ? [event.candidate] : [],
  )
  for (const candidate of new Set(candidates)) await closeOne(context, candidate, said)
}

interface Said {
  readonly id: string
  readonly text: string
}

async function closeOne(context: EffectContext, candidate: string, said: Said): Promise<void> {
  const open = (await listConflictPulls(context, candidate)).filter(({ state }) => state === 'open')
  for (const pull of open) await closeWithComment(context.repo, pull, said)
  await deleteBranch(context, candidate)
}

/** What people pushed to it is kept by GitHub with the pull request. */
async function deleteBranch({ repo, release }: EffectContext, candidate: string): Promise<void> {
  const branch = formatConflictBranchName(getBranchName(release.ledger.about), candidate)
  if ((await repo.findBranch(branch)) !== null) await repo.deleteBranch(branch)
}

/** All of ours, of whichever build. */
async function listConflictPulls(
  { repo, release }: EffectContext,
  candidate: string,
): Promise<readonly PullRequest[]> {
  const pulls = await repo.listPullRequestsFrom(
    formatConflictBranchName(getBranchName(release.ledger.about), candidate),
  )
  return pulls.filter(({ author }) => author.id === repo.self.id)
}

/** Of one build: the head that it was made on tells it from others. */
function createMarkId({ id }: EffectContext, { candidate, builtAt }: Conflict): string {
  return `${id}:${candidate}:${builtAt}`
}

/** `release/v2.0.1-pick-12`, or with the first ten digits of a commit. */
function formatConflictBranchName(branch: string, candidate: string): string {
  return `${branch}-pick-${candidate.startsWith('#') ? candidate.slice(1) : candidate.slice(0, 10)}`
}
