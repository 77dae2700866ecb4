import { isAncestor as isAncestorIn } from '../../git/refs/ancestry.ts'
import type { FoundTag } from '../../git/refs/tags.ts'
import { runGit } from '../../git/run-git.ts'
import { defaultBranch, type Main, resolveNamedBranch } from '../../planner/ground/main-branch.ts'
import { type PolicyInForce, readPolicyAt } from '../../planner/ground/policy-in-force.ts'
import { withReleases } from '../../planner/ground/read-ground.ts'
import type { Workspace } from '../../planner/workspace/workspace.ts'
import type { Policy } from '../../release/policy.ts'
import { Refused } from '../../release/refusal.ts'
import type { PassedOver } from '../../release/release-tags.ts'
import type { GroundReading } from '../../runtime/ports/git.ts'
import type { PolicyPin, Remote } from '../../runtime/ports/git-remote.ts'
import { requireTemplates } from './templates.ts'

/** Where a release plays, as the command line's ground. */
export interface PinnedGround {
  /** The remote's default branch, on which the config stands; `main` where the config names no other. */
  readonly home: Main
  readonly main: Main
  readonly inForce: PolicyInForce
  /** Those that are releases. */
  readonly tags: readonly FoundTag[]
  /** Those that are not, each with its reason. */
  readonly passedOver: readonly PassedOver[]
}

/** What a release is bound to; null for what is there now. */
interface Pins {
  readonly main: string | null
  readonly policy: PolicyPin | null
}

const NOW: Pins = { main: null, policy: null }

/**
 * Main, tags, and the policy in force on main, as the remote has them now.
 *
 * @throws {Refused} `config` for every mistake of the policy, and for a template that it names and that is none
 */
export async function readRepositoryGround(
  workspace: Workspace,
  readGround: GroundReader,
): Promise<GroundReading> {
  const { home, main, inForce, tags } = await readGround(workspace, NOW)
  await requireTemplates(workspace, inForce.policy, home)
  const commit = inForce.file === null ? null : home.commit
  return { main, tags, policy: inForce.policy, pin: { digest: inForce.digest, commit } }
}

/** Reads the ground of a release: again for each call, or once for several (`rememberGrounds`). */
export type GroundReader = (workspace: Workspace, pins: Pins) => Promise<PinnedGround>

/**
 * Returns a reader that reads each ground once, for pieces of work that are to see a mirror as it was after one fetch.
 * A ground that couldn't be read is read again.
 */
export function rememberGrounds(): GroundReader {
  const read = new Map<string, Promise<PinnedGround>>()
  return (workspace, { main, policy }) => {
    const key = JSON.stringify([workspace.repository.gitDir, main, policy?.digest, policy?.commit])
    const ground = read.get(key) ?? readGroundAt(workspace, { main, policy })
    read.set(key, ground)
    return ground.catch((error: unknown) => {
      read.delete(key)
      throw error
    })
  }
}

/**
 * The ground of a release: main and policy as they are now, or as they were when they were pinned.
 *
 * @throws {Refused} where main was rewritten, or the policy is not to be had again as it was
 */
export async function readGroundAt(workspace: Workspace, pins: Pins): Promise<PinnedGround> {
  const home = await defaultBranch(workspace.repository)
  const stated = await readPolicyAtPin(workspace, home, pins.policy)
  const named = stated.policy.main
  const tip = named === null ? home : await resolveNamedBranch(workspace.repository, named)
  const main = pins.main === null ? tip : await readPinnedMain(workspace, tip, pins.main)
  return { home, main, ...(await withReleases(workspace, { stated, main: tip })) }
}

/** A policy that was pinned, as it was. */
export async function readPinnedPolicy(
  workspace: Workspace,
  { pin }: { readonly at: Remote; readonly pin: PolicyPin },
): Promise<Policy> {
  return (await readGroundAt(workspace, { main: null, policy: pin })).inForce.policy
}

async function readPolicyAtPin(
  { store, ...workspace }: Workspace,
  home: Main,
  pin: PolicyPin | null,
): Promise<PolicyInForce> {
  if (pin === null) return readPolicyAt(store, home)
  if (pin.commit !== null && !(await hasCommit(workspace, pin.commit)))
    throw new Refused(refuseRewritten(home.ref, pin.commit, 'the policy was read'))
  const inForce = await readPolicyAt(
    store,
    pin.commit === null ? null : { ref: home.ref, commit: pin.commit },
  )
  if (inForce.digest === pin.digest) return inForce
  throw new Refused({
    kind: 'config',
    what: `The policy of this release (${pin.digest.slice(0, 12)}) now has another digest (${inForce.digest.slice(0, 12)}): this version of Release Captain has settings that the previous one didn't have.`,
    next: 'Review the current policy, then run `/release take-policy`. Approvals must then be given again.',
  })
}

async function readPinnedMain(workspace: Workspace, tip: Main, commit: string): Promise<Main> {
  if (commit === tip.commit || (await isAncestorCommit(workspace, commit, tip.commit)))
    return { ref: tip.ref, commit }
  throw new Refused(refuseRewritten(tip.ref, commit, 'the release was planned on'))
}

/** Whether the mirror, or what was built beside it, has a commit. */
export async function hasCommit(
  { quarantine }: Pick<Workspace, 'quarantine'>,
  sha: string,
): Promise<boolean> {
  requireId(sha)
  const args = ['cat-file', '-e', `${sha}^{commit}`]
  const { code } = await runGit(args, { gitDir: quarantine.gitDir, answers: [1, 128] })
  return code === 0
}

/** @throws {Refused} when neither the remote nor what was built here has it */
export async function requireCommit(workspace: Pick<Workspace, 'quarantine'>, sha: string): Promise<void> {
  if (await hasCommit(workspace, sha)) return
  throw new Refused({
    kind: 'repository',
    what: `The commit ${sha.slice(0, 10)} is no longer in the repository: its branch was force-pushed or deleted.`,
    next: 'Restore the branch, or build it again with `/release plan`.',
  })
}

/** Whether one commit can be reached from another; one that is not there at all cannot. */
export async function isAncestorCommit(
  workspace: Pick<Workspace, 'quarantine'>,
  ancestor: string,
  of: string,
): Promise<boolean> {
  return (await hasCommit(workspace, ancestor)) && isAncestorIn(workspace.quarantine.gitDir, ancestor, of)
}

/** Keeps whatever is no id from ever becoming an option or a revision expression. */
function requireId(sha: string): void {
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha))
    throw new Error(`${JSON.stringify(sha)} is not a commit id`)
}

function refuseRewritten(branch: string, commit: string, what: string) {
  return {
    kind: 'repository',
    what: `${branch} was rewritten: ${commit.slice(0, 10)}, which ${what}, is no longer in its history.`,
    next: `Find out what happened to ${branch}. To continue from ${branch} as it is now, run \`/release plan\`.`,
  } as const
}
