import { readTags } from '../../git/refs/tags.ts'
import { RefMoved } from '../../git/remotes/push.ts'
import { RemoteFault } from '../../git/remotes/remote-failure.ts'
import { getNoticeTemplate } from '../../messages/rollout/notice-templates.ts'
import { readOurTemplate } from '../../planner/draft-notes.ts'
import { checkConfigText } from '../../planner/ground/policy-in-force.ts'
import { performWithRepair } from '../../planner/workspace/perform-with-repair.ts'
import type { Workspace } from '../../planner/workspace/workspace.ts'
import { Refused } from '../../release/refusal.ts'
import type { Git } from '../../runtime/ports/git.ts'
import type { Remote } from '../../runtime/ports/git-remote.ts'
import { pushBackToMain } from './build/back-to-main.ts'
import { buildOnRemote } from './build/build-on-remote.ts'
import { bumpBranch } from './build/bump-branch.ts'
import type { SigningWorkspace } from './build/commit-writer.ts'
import { discloseOnRemote } from './build/disclose.ts'
import { movePinOnRemote } from './build/move-pin.ts'
import { findReleasesOnRemote } from './build/releases-with.ts'
import { checkSignature, type Signing, tagRelease } from './build/tag-release.ts'
import { compareResolution } from './conflicts/compare-resolution.ts'
import { createConflictBranch } from './conflicts/conflict-branch.ts'
import { findMarkers } from './conflicts/find-markers.ts'
import { findMarkerCommits } from './conflicts/marker-commits.ts'
import { settleMerge } from './conflicts/settle-merge.ts'
import { findUnresolvedFiles } from './conflicts/unresolved-files.ts'
import { draftReleaseNotes } from './draft-notes.ts'
import {
  isAncestorCommit,
  readGroundAt,
  readPinnedPolicy,
  readRepositoryGround,
  rememberGrounds,
  requireCommit,
} from './ground.ts'
import { judgeOutsideCommits } from './outside-commits.ts'
import { planRelease } from './plan/plan-release.ts'
import { readHistory } from './plan/read-history.ts'
import { tryPullRequestOnMirror } from './plan/try-pull-request.ts'
import { readOwnNotice, readTemplates } from './read-templates.ts'

interface GitAdapterOptions {
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
export function openGit(options: GitAdapterOptions): Git {
  return createGit(options, null)
}

/** @param fetched addresses from which enough was fetched already; null where each call is to see what there is by then */
function createGit(options: GitAdapterOptions, fetched: Set<string> | null): Git {
  const { cacheDir, signing, onUnauthenticated } = options
  const readGround = fetched === null ? readGroundAt : rememberGrounds()
  const withMirrorWorkspace = async <T>(
    { url }: Remote,
    work: (workspace: SigningWorkspace) => Promise<T>,
  ) => {
    const isFetched = fetched?.has(url) ?? false
    const opening = { repository: url, isFetched, jobs: null, onProgress: () => undefined }
    const fetchOnce = (workspace: Workspace) => {
      fetched?.add(url)
      return work({ ...workspace, signing })
    }
    return performWithRepair(opening, { cacheDir }, fetchOnce).catch((error: unknown) => {
      const failure = onUnauthenticated && findRemoteFailure(error)
      if (failure === 'unauthenticated') onUnauthenticated?.(url)
      throw failure === 'unauthenticated' || failure === 'unreachable' ? toRetryable(error) : error
    })
  }
  const bindToMirror =
    <Asking extends { readonly at: Remote }, Answer>(
      work: (workspace: SigningWorkspace, asking: Asking) => Promise<Answer>,
    ) =>
    (asking: Asking): Promise<Answer> => {
      const perform = () => withMirrorWorkspace(asking.at, (workspace) => work(workspace, asking))
      // Another process may have pushed the same meanwhile, signed by itself: the mirror shows it by then.
      return perform().catch((error: unknown) => {
        if (!(error instanceof Refused && error.cause instanceof RefMoved)) throw error
        fetched?.delete(asking.at.url)
        return perform()
      })
    }
  return {
    readGround: (at) => withMirrorWorkspace(at, (workspace) => readRepositoryGround(workspace, readGround)),
    readHistory: bindToMirror((workspace, asking) => readHistory(workspace, asking, readGround)),
    tags: (at) => withMirrorWorkspace(at, ({ repository }) => readTags(repository)),
    policy: bindToMirror(readPinnedPolicy),
    readTemplates: bindToMirror(readTemplates),
    readNotice: async ({ name, own }) =>
      own === null ? readOurTemplate(getNoticeTemplate(name)) : bindToMirror(readOwnNotice)({ name, ...own }),
    plan: bindToMirror((workspace, asking) => planRelease(workspace, asking, readGround)),
    build: bindToMirror(buildOnRemote),
    bump: bindToMirror(bumpBranch),
    judgeOutside: bindToMirror(judgeOutsideCommits),
    notes: bindToMirror(draftReleaseNotes),
    tag: bindToMirror((workspace, asking) => tagRelease(workspace, asking, signing)),
    checkSignature: bindToMirror((workspace, asking) => checkSignature(workspace, asking, signing)),
    disclose: bindToMirror(discloseOnRemote),
    findReleasesWith: bindToMirror(findReleasesOnRemote),
    createConflictBranch: bindToMirror(createConflictBranch),
    bringBack: bindToMirror(pushBackToMain),
    movePin: bindToMirror(movePinOnRemote),
    findMarkers: bindToMirror(findMarkers),
    findMarkerCommits: bindToMirror(findMarkerCommits),
    settleMerge: bindToMirror(settleMerge),
    compareResolution: bindToMirror(compareResolution),
    findUnresolved: bindToMirror(findUnresolvedFiles),
    tryPullRequest: bindToMirror((workspace, asking) =>
      tryPullRequestOnMirror(workspace, asking, readGround),
    ),
    checkConfig: async (text) => checkConfigText(text),
    isAncestor: bindToMirror(async (workspace, { ancestor, of }) => {
      await requireCommit(workspace, of)
      return isAncestorCommit(workspace, ancestor, of)
    }),
    withOneFetch: () => createGit(options, new Set()),
    close: async () => undefined,
  }
}

function findRemoteFailure(error: unknown): RemoteFault['failure'] | null {
  return error instanceof Refused && error.cause instanceof RemoteFault ? error.cause.failure : null
}

/** The same as something broken. */
function toRetryable(error: unknown): Error {
  return new Error(error instanceof Error ? error.message : String(error), { cause: error })
}
