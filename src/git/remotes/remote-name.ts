import { existsSync } from 'node:fs'
import { Refused } from '../../release/refusal.ts'
import { type LocalRepository, readLocalConfig } from '../repository.ts'

/**
 * The URL that a person means by a remote: the clone's `remote.<name>.pushurl` or `.url` for a name, else what they
 * gave, which may be a URL or a path itself. It is data from the clone's configuration: `remoteOf` judges it.
 *
 * @throws {Refused} for a name that the clone does not know
 */
export async function resolveRemoteUrl(repository: LocalRepository, nameOrUrl: string): Promise<string> {
  // A dash or a dot at the start, a colon, or a line break belongs to no name that `git remote add` would take.
  if (!/^[A-Za-z0-9_][\w./-]*$/.test(nameOrUrl)) return nameOrUrl
  const url =
    (await readLocalConfig(repository, `remote.${nameOrUrl}.pushurl`)) ??
    (await readLocalConfig(repository, `remote.${nameOrUrl}.url`))
  if (url !== null) return url
  if (existsSync(nameOrUrl)) return nameOrUrl
  throw new Refused({
    kind: 'usage',
    what: `The clone has no remote named \`${nameOrUrl}\`, and no repository at that path.`,
    next: 'See its remotes with `git remote -v`, and name one of them or give a URL.',
  })
}
