import type { BuildReport } from '../cli/engine.ts'
import type { NewRef } from '../git/install.ts'
import { push } from '../git/push.ts'
import { urlOfRemote } from '../git/remote-name.ts'
import { withoutCredentials } from '../git/remote-url.ts'
import type { Policy } from '../release/policy.ts'
import type { Workspace } from './workspace.ts'

export interface PushBuild {
  /** A remote's name, or a URL. */
  readonly remote: string
  readonly refs: readonly NewRef[]
  readonly policy: Policy
}

/** Pushes what was built: new refs only, all or none. */
export async function pushBuild(
  workspace: Workspace,
  { remote, refs, policy }: PushBuild,
): Promise<BuildReport['pushed']> {
  const url = await urlOf(workspace, remote)
  const pushed = await push({
    gitDir: workspace.quarantine.gitDir,
    url,
    updates: refs.map(({ name, sha }) => ({ ref: name, commit: sha, expected: null })),
    names: { branch: policy.releaseBranch, tag: policy.tagPattern },
  })
  return { remote: withoutCredentials(remote), refs: pushed }
}

/** A mirror's only remote is the one that it mirrors. */
async function urlOf({ repository, mirrorOf }: Workspace, remote: string): Promise<string> {
  return mirrorOf !== null && remote === 'origin' ? mirrorOf : urlOfRemote(repository, remote)
}
