import type { Repository } from '../../../runtime/ports/github.ts'
import type { Ground } from './ground.ts'

export function repositoryOf({ ref, webUrl, defaultBranch, self, token }: Ground): Repository {
  const fullName = `${ref.owner}/${ref.name}`
  return {
    ref,
    fullName,
    webUrl: `${webUrl}/${fullName}`,
    defaultBranch,
    self,
    gitUrl: async () => {
      const url = new URL(`${webUrl}/${fullName}.git`)
      url.username = 'x-access-token'
      url.password = await token.bare()
      return url.href
    },
  }
}
