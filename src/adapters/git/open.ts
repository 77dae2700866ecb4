import { perform } from '../../local/performing.ts'
import type { Workspace } from '../../local/workspace.ts'
import type { Git, Remote } from '../../runtime/ports/git.ts'
import { bringBack } from './bringing-back.ts'
import { build } from './building.ts'
import { bump } from './bumping.ts'
import { conflictBranch } from './conflict-branch.ts'
import { isAncestor, policyOf, requireCommit, seenGround } from './ground.ts'
import { markers } from './markers.ts'
import { notes } from './noting.ts'
import { plan } from './planning.ts'
import { type Signing, signature, tag } from './tagging.ts'
import { tryPullRequest } from './trying.ts'

export interface GitOptions {
  /** Where mirrors and what is built beside them are kept; deleting it loses nothing. */
  readonly cacheDir: string
  /** Null where tags are not signed, as far as the policy allows it. */
  readonly signing: Signing | null
}

/**
 * What the runtime needs of git, on mirrors below the cache folder. Each call brings the mirror up to date first and
 * works on a workspace of its own, so that calls on one repository do not disturb each other.
 */
export function openGit({ cacheDir, signing }: GitOptions): Git {
  const inMirror = <T>({ url }: Remote, work: (workspace: Workspace) => Promise<T>) =>
    perform({ repository: url, jobs: null, onProgress: () => undefined }, { cacheDir }, work)
  const on =
    <Asking extends { readonly at: Remote }, Answer>(
      work: (workspace: Workspace, asking: Asking) => Promise<Answer>,
    ) =>
    (asking: Asking): Promise<Answer> =>
      inMirror(asking.at, (workspace) => work(workspace, asking))
  return {
    ground: (at) => inMirror(at, seenGround),
    policy: on(policyOf),
    plan: on(plan),
    build: on(build),
    bump: on(bump),
    notes: on(notes),
    tag: on((workspace, asking) => tag(workspace, asking, signing)),
    signature: on((workspace, asking) => signature(workspace, asking, signing)),
    conflictBranch: on(conflictBranch),
    bringBack: on(bringBack),
    markers: on(markers),
    tryPullRequest: on(tryPullRequest),
    isAncestor: on(async (workspace, { ancestor, of }) => {
      await requireCommit(workspace, of)
      return isAncestor(workspace, ancestor, of)
    }),
    close: async () => undefined,
  }
}
