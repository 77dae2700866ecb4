import { perform } from '../../local/performing.ts'
import type { Workspace } from '../../local/workspace.ts'
import type { Git, Remote } from '../../runtime/ports/git.ts'
import { build } from './building.ts'
import { bump } from './bumping.ts'
import { groundAt, isAncestor, requireCommit, seenGround } from './ground.ts'
import { plan } from './planning.ts'

export interface GitOptions {
  /** Where mirrors and what is built beside them are kept; deleting it loses nothing. */
  readonly cacheDir: string
}

/**
 * What the runtime needs of git, on mirrors below the cache folder. Each call brings the mirror up to date first, and
 * works on a workspace of its own: calls on one repository do not disturb each other.
 */
export function openGit({
  cacheDir,
}: GitOptions): Pick<Git, 'ground' | 'policy' | 'plan' | 'build' | 'bump' | 'isAncestor' | 'close'> {
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
    policy: on(
      async (workspace, { pin }) => (await groundAt(workspace, { main: null, policy: pin })).inForce.policy,
    ),
    plan: on(plan),
    build: on(build),
    bump: on(bump),
    isAncestor: on(async (workspace, { ancestor, of }) => {
      await requireCommit(workspace, of)
      return isAncestor(workspace, ancestor, of)
    }),
    close: async () => undefined,
  }
}
