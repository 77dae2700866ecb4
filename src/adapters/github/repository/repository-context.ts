import { setTimeout as pause } from 'node:timers/promises'
import type { ZodType } from 'zod'
import type { Person } from '../../../release/lifecycle/who.ts'
import type { RepositoryRef } from '../../../runtime/ports/github.ts'
import { Later } from '../../../runtime/ports/retry-later.ts'
import type { InstallationToken } from '../auth/tokens.ts'
import type { Client } from '../calls/client.ts'
import { getStatus } from '../calls/failure.ts'
import type { ApiCall } from '../calls/parse-answer.ts'
import type { KeptOrigins } from '../kept-origins.ts'

/** What every part of a hub stands on. */
export interface RepositoryContext {
  readonly ref: RepositoryRef
  /** The same as GitHub's calls want it. */
  readonly at: { readonly owner: string; readonly repo: string }
  /** As the installation. Its `find` gives null only where the repository itself is there. */
  readonly client: Client
  readonly token: InstallationToken
  /** The id of the App, and its own account. */
  readonly appId: number
  readonly self: Person
  /** As on the web, without a slash at its end. */
  readonly webUrl: string
  readonly defaultBranch: string
  readonly isPrivate: boolean
  /** What GitHub said of commits before. */
  readonly origins: KeptOrigins
}

const LAG_MS = 500

/**
 * Finds what somebody named, so that it is rather there than not: a machine of GitHub's that does not know it yet is
 * asked once more.
 */
export async function findNamed<T>(
  { client }: RepositoryContext,
  schema: ZodType<T>,
  ask: ApiCall,
): Promise<T | null> {
  const found = await client.find(schema, ask)
  if (found !== null) return found
  await pause(LAG_MS)
  return client.find(schema, ask)
}

interface Watch {
  /** What the repository is called now. @throws {Refused} where it is not there any more */
  readonly confirmed: () => Promise<RepositoryRef>
  readonly doubt: () => void
  readonly now: () => number
}

/**
 * The client of one repository: nothing in it counts as missing before the repository itself has been seen under its
 * name.
 */
export function watchClient(client: Client, ref: RepositoryRef, { confirmed, doubt, now }: Watch): Client {
  const doubtOnMissing = async <T>(asked: Promise<T>): Promise<T> =>
    asked.catch((error: unknown) => {
      if (getStatus(error) === 404) doubt()
      throw error
    })
  return {
    ...client,
    read: (schema, ask) => doubtOnMissing(client.read(schema, ask)),
    list: (schema, ask, enough) => doubtOnMissing(client.list(schema, ask, enough)),
    write: (schema, ask) => doubtOnMissing(client.write(schema, ask)),
    find: async (schema, ask) => {
      const found = await client.find(schema, ask)
      if (found !== null) return found
      const { owner, name } = await confirmed()
      if (owner !== ref.owner || name !== ref.name)
        throw new Later(now(), `the repository is ${owner}/${name} now`)
      return null
    },
  }
}
