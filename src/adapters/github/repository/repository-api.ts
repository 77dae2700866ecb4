import type { RepositoryApi } from '../../../runtime/ports/github.ts'
import type { RepositoryContext } from './repository-context.ts'

export function createRepository({
  ref,
  webUrl,
  defaultBranch,
  self,
  token,
}: RepositoryContext): RepositoryApi {
  const fullName = `${ref.owner}/${ref.name}`
  return {
    ref,
    fullName,
    webUrl: `${webUrl}/${fullName}`,
    defaultBranch,
    self,
    createGitUrl: async () => {
      const url = new URL(`${webUrl}/${fullName}.git`)
      url.username = 'x-access-token'
      url.password = await token.bare()
      return url.href
    },
  }
}
