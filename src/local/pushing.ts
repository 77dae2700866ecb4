import type { BuildReport } from '../cli/engine.ts'
import type { NewRef } from '../git/install.ts'
import { push } from '../git/push.ts'
import { localConfig } from '../git/repository.ts'
import type { Policy } from '../release/policy.ts'
import { Refused } from '../release/refusal.ts'
import { withoutCredentials } from './web-url.ts'
import { isUrl, type Workspace } from './workspace.ts'

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

/** A mirror's only remote is the one that it mirrors; a clone's are named in its configuration, read as data. */
async function urlOf({ repository, mirrorOf }: Workspace, remote: string): Promise<string> {
  if (isUrl(remote)) return remote
  if (mirrorOf !== null && remote === 'origin') return mirrorOf
  const isName = /^[A-Za-z0-9][\w./-]*$/.test(remote)
  const url = isName
    ? ((await localConfig(repository, `remote.${remote}.pushurl`)) ??
      (await localConfig(repository, `remote.${remote}.url`)))
    : null
  if (url !== null) return url
  throw new Refused({
    kind: 'usage',
    what: `This clone has no remote called ${JSON.stringify(remote)}.`,
    next: '`git remote -v` lists its remotes; `--push` takes a name from there, or a URL.',
  })
}
