import { existsSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { Refused } from '../../release/refusal.ts'
import { type LocalRepository, listLocalConfig } from '../repository.ts'

/**
 * The URL that a person means by a remote: the clone's `remote.<name>.pushurl` or `.url` for a name, else what they
 * gave, which may be a URL or a path itself. It is data from the clone's configuration: `remoteOf` judges it.
 *
 * @throws {Refused} for a name that the clone does not know
 */
export async function resolveRemoteUrl(repository: LocalRepository, nameOrUrl: string): Promise<string> {
  // A dash or a dot at the start, a colon, or a line break belongs to no name that `git remote add` would take.
  if (!/^[A-Za-z0-9_][\w./-]*$/.test(nameOrUrl)) return nameOrUrl
  const pushUrls = await listLocalConfig(repository, `remote.${nameOrUrl}.pushurl`)
  const urls = pushUrls.length > 0 ? pushUrls : await listLocalConfig(repository, `remote.${nameOrUrl}.url`)
  const [url, another] = urls
  if (another !== undefined) throw new Refused(refuseSeveral(nameOrUrl, urls.length))
  if (url !== undefined) return toAbsolute(url, repository)
  if (existsSync(nameOrUrl)) return nameOrUrl
  throw new Refused({
    kind: 'usage',
    what: `The clone has no remote named \`${nameOrUrl}\`, and no repository at that path.`,
    next: 'See its remotes with `git remote -v`, and name one of them or give a URL.',
  })
}

/** As git does: a relative path in the configuration starts at the top of the clone, wherever a person stands. */
function toAbsolute(url: string, { gitDir }: LocalRepository): string {
  const root = basename(gitDir) === '.git' ? dirname(gitDir) : gitDir
  return /^\.{1,2}(?:\/|$)/.test(url) ? resolve(root, url) : url
}

function refuseSeveral(name: string, count: number) {
  return {
    kind: 'usage',
    what: `\`${name}\` has ${count} push URLs, and a release can't be pushed to all of them or none.`,
    next: 'Name the one that the release goes to by its URL, and let your servers mirror it.',
  } as const
}
