import { RemoteFault } from '../../git/remote-failure.ts'
import { readTags } from '../../git/tags.ts'
import { perform } from '../../local/performing.ts'
import type { Workspace } from '../../local/workspace.ts'
import { Refused } from '../../release/refusal.ts'
import type { Git, Remote } from '../../runtime/ports/git.ts'
import { bringBack } from './bringing-back.ts'
import { build } from './building.ts'
import { bump } from './bumping.ts'
import { conflictBranch } from './conflict-branch.ts'
import { isAncestor, policyOf, requireCommit, seenGround } from './ground.ts'
import { house } from './house.ts'
import { markers } from './markers.ts'
import { notes } from './noting.ts'
import { plan } from './planning.ts'
import { type Signing, signature, tag } from './tagging.ts'
import { tryPullRequest } from './trying.ts'
import { undecided } from './undecided.ts'

export interface GitOptions {
  /** Where mirrors and what is built beside them are kept; deleting it loses nothing. */
  readonly cacheDir: string
  /** Null where tags are not signed, as far as the policy allows it. */
  readonly signing: Signing | null
  /**
   * Where work that fails is tried again: told of an address by which a remote did not know us, so that the token in it
   * is not used for that. Null where a person waits, who hears of every no at once.
   */
  readonly onUnauthenticated: ((url: string) => void) | null
}

/**
 * What the runtime needs of git, on mirrors below the cache folder. Each call brings the mirror up to date first and
 * works on a workspace of its own, so that calls on one repository do not disturb each other.
 *
 * A remote that cannot be reached now, or does not know a token that ran out, is a fault that passes: for work that is
 * tried again it is no refusal.
 */
export function openGit(options: GitOptions): Git {
  return gitOf(options, null)
}

/** @param fetched addresses from which enough was fetched already; null where each call is to see what there is by then */
function gitOf(options: GitOptions, fetched: Set<string> | null): Git {
  const { cacheDir, signing, onUnauthenticated } = options
  const inMirror = async <T>({ url }: Remote, work: (workspace: Workspace) => Promise<T>) => {
    const isFetched = fetched?.has(url) ?? false
    const opening = { repository: url, isFetched, jobs: null, onProgress: () => undefined }
    const onceFetched = (workspace: Workspace) => {
      fetched?.add(url)
      return work(workspace)
    }
    return perform(opening, { cacheDir }, onceFetched).catch((error: unknown) => {
      const failure = onUnauthenticated && failureOf(error)
      if (failure === 'unauthenticated') onUnauthenticated?.(url)
      throw failure === 'unauthenticated' || failure === 'unreachable' ? passing(error) : error
    })
  }
  const on =
    <Asking extends { readonly at: Remote }, Answer>(
      work: (workspace: Workspace, asking: Asking) => Promise<Answer>,
    ) =>
    (asking: Asking): Promise<Answer> =>
      inMirror(asking.at, (workspace) => work(workspace, asking))
  return {
    ground: (at) => inMirror(at, seenGround),
    tags: (at) => inMirror(at, ({ repository }) => readTags(repository)),
    policy: on(policyOf),
    house: on(house),
    plan: on(plan),
    build: on(build),
    bump: on(bump),
    notes: on(notes),
    tag: on((workspace, asking) => tag(workspace, asking, signing)),
    signature: on((workspace, asking) => signature(workspace, asking, signing)),
    conflictBranch: on(conflictBranch),
    bringBack: on(bringBack),
    markers: on(markers),
    undecided: on(undecided),
    tryPullRequest: on(tryPullRequest),
    isAncestor: on(async (workspace, { ancestor, of }) => {
      await requireCommit(workspace, of)
      return isAncestor(workspace, ancestor, of)
    }),
    oneLook: () => gitOf(options, new Set()),
    close: async () => undefined,
  }
}

function failureOf(error: unknown): RemoteFault['failure'] | null {
  return error instanceof Refused && error.cause instanceof RemoteFault ? error.cause.failure : null
}

/** The same as something broken. */
function passing(error: unknown): Error {
  return new Error(error instanceof Error ? error.message : String(error), { cause: error })
}
