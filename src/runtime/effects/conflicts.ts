import { conflictLeftText, rebuiltText } from '../../messages/github/closing.ts'
import { conflictPullRequest, leftText } from '../../messages/github/conflict.ts'
import { hasMark, MARKS } from '../../messages/github/mark.ts'
import type { UndecidedSides } from '../../messages/github/undecided.ts'
import { nameOf } from '../../release/candidate.ts'
import type { EffectOf } from '../../release/lifecycle/effects.ts'
import type { PickState } from '../../release/lifecycle/state.ts'
import { getBranchName, getPlan, getPlannedPick } from '../../release/lifecycle/view.ts'
import { CONFLICT_CHECK, keepFromMerging } from '../observing/conflicts.ts'
import type { ConflictBranch } from '../ports/git.ts'
import type { PullRequest } from '../ports/github.ts'
import { commentOnce } from './comments.ts'
import { type OpenScene, type Perform, remoteOf, type Scene } from './performing.ts'
import { closeSaying, openDraft } from './pulls.ts'

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
export const openConflict: Perform<'open-conflict-pull-request'> = async (scene, effect) => {
  const { release, world } = scene
  if (release.status !== 'open') return []
  const conflict = conflictNow({ ...scene, release }, effect)
  if (!conflict) return []

  const open = { ...scene, release }
  const pull = (await standing(open, conflict, effect)) ?? (await opened(open, conflict))
  const { candidate } = effect
  return [{ type: 'ConflictPullRequestSeen', at: world.now(), candidate, pullRequest: pull.number }]
}

function conflictNow(
  { release, events }: OpenScene,
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
async function standing(
  scene: OpenScene,
  conflict: Conflict,
  { key }: EffectOf<'open-conflict-pull-request'>,
): Promise<PullRequest | null> {
  const pulls = await conflictPulls(scene, conflict.candidate)
  const id = markId(scene, conflict)
  const found = pulls.find(
    ({ state, body }) => state !== 'closed' && hasMark(body, MARKS.conflictPullRequest, id),
  )
  if (found) {
    if (found.state === 'open') await finish(scene, found, conflict)
    return found
  }
  const text = rebuiltText(getBranchName(scene.release.ledger.about))
  for (const { number, state } of pulls)
    if (state === 'open') await commentOnce(scene.hub, number, { kind: 'closed', id: key, text })
  // GitHub closes a pull request whose branch goes.
  if (pulls.length > 0) await deleteBranch(scene, conflict.candidate)
  return null
}

async function opened(scene: OpenScene, conflict: Conflict): Promise<PullRequest> {
  const { hub, release } = scene
  const made = await makeBranch(scene, conflict)
  const title = getPlannedPick(release, conflict.candidate)?.title ?? conflict.candidate
  const base = getBranchName(release.ledger.about)
  const page = conflictPullRequest({
    release,
    id: markId(scene, conflict),
    candidate: conflict.candidate,
    title,
    files: made.files,
    undecided: made.undecided,
    commit: made.commit,
    mainline: made.mainline,
    branch: made.branch,
    base,
    webUrl: hub.webUrl,
  })
  const pull = await openDraft(hub, { ...page, head: made.branch, base })
  await assignAuthors(scene, pull, conflict)
  await red(scene, made.head, redText(made, { base, change: nameOf(conflict.candidate) }))
  return pull
}

async function assignAuthors({ hub, release }: Scene, { number }: PullRequest, { candidate }: Conflict) {
  const logins = (getPlannedPick(release, candidate)?.authors ?? []).map(({ login }) => login)
  if (logins.length > 0) await hub.assign(number, logins)
}

async function makeBranch(scene: OpenScene, { candidate, builtAt }: Conflict): Promise<ConflictBranch> {
  const { world, release } = scene
  const { version, policy } = release.ledger.about
  const plan = getPlan(release)
  if (!plan) throw new Error(`${scene.id} has a conflict and no plan`)
  return world.git.conflictBranch({
    at: await remoteOf(scene),
    version,
    policy,
    plan,
    candidate,
    head: builtAt,
    branch: conflictBranchName(getBranchName(release.ledger.about), candidate),
  })
}

function redText(
  { files, undecided, commit }: ConflictBranch,
  sides: Omit<UndecidedSides, 'commit'>,
): string {
  const marked = files.filter((file) => file.marked).map(({ path }) => path)
  return leftText({ marked, undecided, sides: { ...sides, commit }, untold: null })
}

/**
 * After a crash behind the pull request. Its check is the last of it; from there on looking again is the observer's. It is
 * not red for sure: somebody may have resolved the conflict meanwhile.
 */
async function finish(scene: OpenScene, pull: PullRequest, conflict: Conflict): Promise<void> {
  const runs = await scene.hub.checkRuns(pull.head.sha)
  if (runs.some(({ name }) => name === CONFLICT_CHECK)) return
  await assignAuthors(scene, pull, conflict)
  await keepFromMerging(scene, { ...conflict, pull })
}

async function red({ hub }: Scene, head: string, summary: string): Promise<void> {
  const title = 'The conflict is not resolved'
  await hub.putCheck({ head, name: CONFLICT_CHECK, conclusion: 'failure', title, summary })
}

/** A change that was left out needs no resolution. */
export const closeConflict: Perform<'close-conflict-pull-request'> = async (scene, { key, candidate }) => {
  const { version } = scene.release.ledger.about
  await closeOne(scene, candidate, { id: key, text: conflictLeftText(candidate, version) })
  return []
}

/** Every conflict that this release ever had. */
export async function closeConflicts(scene: Scene, said: Said): Promise<void> {
  const candidates = scene.events.flatMap((event) =>
    event.type === 'PickConflicted' ? [event.candidate] : [],
  )
  for (const candidate of new Set(candidates)) await closeOne(scene, candidate, said)
}

interface Said {
  readonly id: string
  readonly text: string
}

async function closeOne(scene: Scene, candidate: string, said: Said): Promise<void> {
  const open = (await conflictPulls(scene, candidate)).filter(({ state }) => state === 'open')
  for (const pull of open) await closeSaying(scene.hub, pull, said)
  await deleteBranch(scene, candidate)
}

/** What people pushed to it is kept by GitHub with the pull request. */
async function deleteBranch({ hub, release }: Scene, candidate: string): Promise<void> {
  const branch = conflictBranchName(getBranchName(release.ledger.about), candidate)
  if ((await hub.branch(branch)) !== null) await hub.deleteBranch(branch)
}

/** All of ours, of whichever build. */
async function conflictPulls({ hub, release }: Scene, candidate: string): Promise<readonly PullRequest[]> {
  const pulls = await hub.pullRequestsFrom(conflictBranchName(getBranchName(release.ledger.about), candidate))
  return pulls.filter(({ author }) => author.id === hub.self.id)
}

/** Of one build: the head that it was made on tells it from others. */
function markId({ id }: Scene, { candidate, builtAt }: Conflict): string {
  return `${id}:${candidate}:${builtAt}`
}

/** `release/v2.0.1-pick-12`, or with the first ten digits of a commit. */
export function conflictBranchName(branch: string, candidate: string): string {
  return `${branch}-pick-${candidate.startsWith('#') ? candidate.slice(1) : candidate.slice(0, 10)}`
}
