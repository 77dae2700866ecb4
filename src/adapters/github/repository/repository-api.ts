import type { RepositoryApi } from '../../../runtime/ports/github.ts'
import type { RepositoryContext } from './repository-context.ts'

/**
 * Where "public" means that everybody can read it. An Enterprise Server may let in only those with an account, and
 * nothing tells us.
 */
const OPEN_HOSTS = /^https:\/\/github\.com$|^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::|$)/

export function createRepository({
  ref,
  webUrl,
  defaultBranch,
  isPrivate,
  self,
  token,
}: RepositoryContext): RepositoryApi {
  const fullName = `${ref.owner}/${ref.name}`
  return {
    ref,
    fullName,
    webUrl: `${webUrl}/${fullName}`,
    defaultBranch,
    isPublic: !isPrivate && OPEN_HOSTS.test(webUrl),
    self,
    createGitUrl: async () => {
      const url = new URL(`${webUrl}/${fullName}.git`)
      url.username = 'x-access-token'
      url.password = await token.bare()
      return url.href
    },
  }
}
