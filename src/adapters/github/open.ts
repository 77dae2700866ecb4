import { z } from 'zod'
import type { Person } from '../../release/lifecycle/who.ts'
import type { GitHub, Hub } from '../../runtime/ports/github.ts'
import { openAccounts } from './accounts.ts'
import type { Client } from './calls/client.ts'
import { deliveryLogOf } from './delivery-log.ts'
import { openEntrances } from './entrances.ts'
import { createHandlerAuth } from './handler-auth.ts'
import { watchful } from './hub/ground.ts'
import { hubOn } from './hub/hub.ts'
import type { GitHubOptions } from './options.ts'
import { openPlaces } from './places.ts'

/** The port, and what Probot needs of the same credentials. */
export interface GitHubAdapter extends GitHub {
  /** The auth strategy behind `context.octokit`. */
  readonly handlerAuth: ReturnType<typeof createHandlerAuth>
}

/**
 * GitHub, as an App knows it. Nothing is asked before it is needed; tokens are kept in memory alone.
 *
 * Reads are repeated where GitHub is out of order. A write is sent once: where its answer is lost an Error says so, and
 * whoever asked has to look. What GitHub refuses for good is a `Refused`; what it wants later is a `Later`.
 */
export function openGitHub(options: GitHubOptions): GitHubAdapter {
  const { now, appId, webUrl } = options
  const entrances = openEntrances(options)
  const places = openPlaces(entrances, now)
  const accounts = openAccounts(now)
  const self = once((client: Client) => selfOf(entrances.app, client))

  const hub = async (id: number): Promise<Hub> => {
    const { ref, defaultBranch, entrance } = await places.at(id)
    const client = watchful(entrance.client, ref, {
      confirmed: async () => (await places.confirmed(id)).ref,
      doubt: () => places.doubt(id),
      now,
    })
    const at = { owner: ref.owner, repo: ref.name }
    const ground = { ref, at, client, token: entrance.token, appId, webUrl, defaultBranch }
    return hubOn({ ...ground, self: await self(entrance.client) }, accounts)
  }
  return {
    repositories: async () => (await places.all()).map(({ ref }) => ref),
    hub,
    spent: (gitUrl) => entrances.spent(decodeURIComponent(new URL(gitUrl).password)),
    deliveryLog: deliveryLogOf(entrances.app),
    handlerAuth: createHandlerAuth(entrances),
  }
}

const APP = z.object({ slug: z.string() })
const BOT = z.object({ id: z.int(), login: z.string() })

/** The App's own account, which has the App's slug for a name. */
async function selfOf(app: Client, client: Client): Promise<Person> {
  const { slug } = await app.read(APP, (rest) => rest.apps.getAuthenticated())
  return client.read(BOT, (rest) => rest.users.getByUsername({ username: `${slug}[bot]` }))
}

/** What never changes is asked for once; a failure is not remembered. */
function once<A, T>(ask: (given: A) => Promise<T>): (given: A) => Promise<T> {
  let answer: Promise<T> | null = null
  return (given) => {
    answer ??= ask(given).catch((error: unknown) => {
      answer = null
      throw error
    })
    return answer
  }
}
