import type { BumpPlan } from '../git/bump/plan-bump.ts'
import { planBump } from '../git/bump/plan-bump.ts'
import { readCommit, type Signature, secondsOf, signatureLine, writeCommit } from '../git/commits.ts'
import type { ObjectStore } from '../git/objects.ts'
import { fill } from '../release/policy/text.ts'
import type { Policy } from '../release/policy.ts'
import type { Cut } from './ground.ts'
import type { Workspace } from './workspace.ts'

/** The version that is made, and the tag that it follows. */
export type Following = Pick<Cut, 'version' | 'base'>

/** What names of branches and messages of commits and tags are filled with. */
export function versionsOf({ version, base }: Following): { version: string; previous: string } {
  return { version: bare(version), previous: base.version }
}

/** `2.0.1` for `v2.0.1`. */
export function bare(version: string): string {
  return version.replace(/^v/, '')
}

/** The bot, at the date of a commit of the plan's, main's above all: every build of a plan says the same (decision 0007). */
export async function committerAt(
  store: ObjectStore,
  commit: string,
  { name, email }: Policy['committer'],
): Promise<Signature> {
  return { name, email, at: secondsOf((await readCommit(store, commit)).committer), zone: '+0000' }
}

/** The version bump of a release on a tree (§1.3). */
export function bumpOf(
  { store }: Pick<Workspace, 'store'>,
  { of, policy, tree }: { readonly of: Following; readonly policy: Policy; readonly tree: string },
): Promise<BumpPlan> {
  const { version, previous } = versionsOf(of)
  return planBump({ store, tree, from: previous, to: version, files: policy.versionBump.files })
}

/** What the message of the bump's commit says. */
export function bumpMessage(of: Following, policy: Policy): string {
  return fill(policy.versionBump.message, versionsOf(of))
}

/** The commit of a bump, by the bot alone. */
export function commitBump(
  store: ObjectStore,
  made: {
    readonly on: string
    readonly tree: string
    readonly committer: Signature
    readonly message: string
  },
): string {
  const bot = signatureLine(made.committer)
  return writeCommit(store, {
    tree: made.tree,
    parents: [made.on],
    author: bot,
    committer: bot,
    message: `${made.message.trimEnd()}\n`,
  })
}
