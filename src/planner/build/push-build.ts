import type { BuildReport } from '../../cli/engine.ts'
import type { NewRef } from '../../git/refs/install.ts'
import { push } from '../../git/remotes/push.ts'
import { resolveRemoteUrl } from '../../git/remotes/remote-name.ts'
import { parseRemote, stripCredentials } from '../../git/remotes/remote-url.ts'
import type { Policy } from '../../release/policy.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** Where to push, found out before anything is built. */
interface PushTarget {
  /** As the person named it. */
  readonly remote: string
  readonly url: string
}

/**
 * The remote that a person means by a name or a URL; a mirror's only remote is the one that it mirrors.
 *
 * @throws {Refused} for one that is not known or cannot be used
 */
export async function pushTarget({ repository, mirrorOf }: Workspace, remote: string): Promise<PushTarget> {
  const isMirrored = mirrorOf !== null && remote === 'origin'
  const url = isMirrored ? mirrorOf : await resolveRemoteUrl(repository, remote)
  parseRemote(url)
  return { remote, url }
}

interface PushBuild {
  readonly target: PushTarget
  readonly refs: readonly NewRef[]
  readonly policy: Policy
}

/** Pushes what was built: new refs only, all or none. */
export async function pushBuild(
  { quarantine }: Workspace,
  { target, refs, policy }: PushBuild,
): Promise<BuildReport['pushed']> {
  const pushed = await push({
    gitDir: quarantine.gitDir,
    url: target.url,
    updates: refs.map(({ name, sha }) => ({ ref: name, commit: sha, expected: null })),
    names: { branch: policy.releaseBranch, tag: policy.tagPattern },
  })
  return { remote: stripCredentials(target.remote), refs: pushed }
}
