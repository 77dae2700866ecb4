import type { BumpPlan } from '../../git/bump/plan-bump.ts'
import { planBump } from '../../git/bump/plan-bump.ts'
import { findVersionMentions, type VersionMention } from '../../git/bump/version-mentions.ts'
import {
  type Committer,
  formatSignature,
  parseSignatureSeconds,
  readCommit,
  type WriteCommit,
} from '../../git/objects/commit-objects.ts'
import type { ObjectStore } from '../../git/objects/object-store.ts'
import { addSignOff } from '../../git/picks/picked-message.ts'
import { refuseLeftVersion } from '../../messages/left-version.ts'
import { compilePathFinder } from '../../release/patterns.ts'
import { fill } from '../../release/policy/text-schemas.ts'
import type { Policy } from '../../release/policy.ts'
import { Refused } from '../../release/refusal.ts'
import { stripVersionPrefix } from '../../release/version-form.ts'
import type { Cut } from '../ground/read-ground.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** The version that is made, and the tag that it follows. */
export type ReleaseSpan = Pick<Cut, 'version' | 'base'>

/** What names of branches and messages of commits and tags are filled with. */
export function getVersions({ version, base }: ReleaseSpan): { version: string; previous: string } {
  return { version: stripVersionPrefix(version), previous: base.version }
}

/** The bot, at the date of a commit of the plan's, main's above all: every build of a plan says the same (decision 0007). */
export async function createCommitter(
  store: ObjectStore,
  commit: string,
  { name, email, signOff }: Policy['committer'],
): Promise<Committer> {
  return {
    name,
    email,
    at: parseSignatureSeconds((await readCommit(store, commit)).committer),
    zone: '+0000',
    signOff,
  }
}

/** The version bump of a release on a tree (§1.3). */
export function planReleaseBump(
  { store }: Pick<Workspace, 'store'>,
  { of, policy, tree }: { readonly of: ReleaseSpan; readonly policy: Policy; readonly tree: string },
): Promise<BumpPlan> {
  const { version, previous } = getVersions(of)
  return planBump({ store, tree, from: previous, to: version, files: policy.versionBump.files })
}

/** Lines that still say the version before the release after its bump, where the policy doesn't say that they may. */
export async function listLeftVersions(
  { quarantine }: Pick<Workspace, 'quarantine'>,
  { of, policy, tree }: { readonly of: ReleaseSpan; readonly policy: Policy; readonly tree: string },
): Promise<readonly VersionMention[]> {
  // A policy without any file says that the product keeps its version nowhere.
  if (policy.versionBump.files.length === 0) return []
  const mentions = await findVersionMentions({
    gitDir: quarantine.gitDir,
    tree,
    version: getVersions(of).previous,
  })
  const { leave, pastPaths } = policy.versionBump
  const finders = [leave, pastPaths, policy.criteria.testPaths].map(compilePathFinder)
  return mentions.filter(({ path }) => finders.every((find) => find(path) === null))
}

/** @throws {Refused} where a file still says the version before the release, and nobody has said that it may */
export async function refuseLeftVersions(
  workspace: Pick<Workspace, 'quarantine'>,
  bumped: { readonly of: ReleaseSpan; readonly policy: Policy; readonly tree: string },
): Promise<void> {
  const left = await listLeftVersions(workspace, bumped)
  if (left.length > 0) throw new Refused(refuseLeftVersion(getVersions(bumped.of).previous, left))
}

/** What the message of the bump's commit says. */
export function composeBumpMessage(of: ReleaseSpan, policy: Policy): string {
  return fill(policy.versionBump.message, getVersions(of))
}

/** The commit of a bump, by the bot alone. */
export function commitBump(
  write: WriteCommit,
  made: {
    readonly on: string
    readonly tree: string
    readonly committer: Committer
    readonly message: string
  },
): Promise<string> {
  const bot = formatSignature(made.committer)
  return write({
    tree: made.tree,
    parents: [made.on],
    author: bot,
    committer: bot,
    message: addSignOff(`${made.message.trimEnd()}\n`, made.committer),
  })
}
