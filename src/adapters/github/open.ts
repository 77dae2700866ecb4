import { z } from 'zod'
import type { Person } from '../../release/lifecycle/who.ts'
import type { GitHub, GitHubRepository } from '../../runtime/ports/github.ts'
import { openAccounts } from './accounts.ts'
import { openEntrances } from './api-access.ts'
import type { Client } from './calls/client.ts'
import { createDeliveryLog } from './delivery-log.ts'
import { createHandlerAuth } from './handler-auth.ts'
import { openInstallations } from './installed-repositories.ts'
import { openKeptOrigins } from './kept-origins.ts'
import type { GitHubAdapterOptions } from './options.ts'
import { createRepositoryClient } from './repository/repository-client.ts'
import { watchClient } from './repository/repository-context.ts'
import { openServerClock } from './server-clock.ts'

/** The port, and what Probot needs of the same credentials. */
export interface GitHubAdapter extends GitHub {
  /** By how many seconds GitHub's clock is ahead of ours; null before its first answer. */
  getSecondsAhead(): number | null
  /** The auth strategy behind `context.octokit`. */
  readonly handlerAuth: ReturnType<typeof createHandlerAuth>
}

/**
 * GitHub, as an App knows it. Nothing is asked before it is needed; tokens are kept in memory alone.
 *
 * Reads are repeated where GitHub is out of order. A write is sent once: where its answer is lost an Error says so, and
 * whoever asked has to look. What GitHub refuses for good is a `Refused`; what it wants later is a `Later`.
 */
export function openGitHub(options: GitHubAdapterOptions): GitHubAdapter {
  const { now, appId, webUrl } = options
  const clock = openServerClock(options)
  const accesses = openEntrances({ ...options, fetch: clock.fetch })
  const places = openInstallations(accesses, now)
  const accounts = openAccounts(now)
  const origins = openKeptOrigins(now)
  const self = memoize((client: Client) => fetchSelf(accesses.app, client))

  const openRepository = async (id: number): Promise<GitHubRepository> => {
    const { ref, defaultBranch, isPrivate, access } = await places.at(id)
    const client = watchClient(access.client, ref, {
      confirmed: async () => (await places.confirmed(id)).ref,
      doubt: () => places.doubt(id),
      now,
    })
    const at = { owner: ref.owner, repo: ref.name }
    const ground = { ref, at, client, token: access.token, appId, webUrl, defaultBranch, isPrivate, origins }
    return createRepositoryClient({ ...ground, self: await self(access.client) }, accounts)
  }
  return {
    listRepositories: async () => (await places.all()).map(({ ref }) => ref),
    openRepository,
    discardToken: (gitUrl) => accesses.discardToken(decodeURIComponent(new URL(gitUrl).password)),
    deliveryLog: createDeliveryLog(accesses.app),
    getSecondsAhead: clock.getSecondsAhead,
    handlerAuth: createHandlerAuth(accesses),
  }
}

const APP = z.object({ slug: z.string() })
const BOT = z.object({ id: z.int(), login: z.string() })

/** The App's own account, which has the App's slug for a name. */
async function fetchSelf(app: Client, client: Client): Promise<Person> {
  const { slug } = await app.read(APP, (rest) => rest.apps.getAuthenticated())
  return client.read(BOT, (rest) => rest.users.getByUsername({ username: `${slug}[bot]` }))
}

/** What never changes is asked for once; a failure is not remembered. */
function memoize<A, T>(ask: (given: A) => Promise<T>): (given: A) => Promise<T> {
  let answer: Promise<T> | null = null
  return (given) => {
    answer ??= ask(given).catch((error: unknown) => {
      answer = null
      throw error
    })
    return answer
  }
}
