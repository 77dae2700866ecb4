import { z } from 'zod'
import type { Client } from './calls/client.ts'
import type { Entrances } from './entrances.ts'

/** A repository as GitHub shows it to an installation. */
export const SEEN = z.object({
  id: z.int(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
  default_branch: z.string(),
  archived: z.boolean().optional(),
})
export type Seen = z.output<typeof SEEN>

export interface Found {
  readonly installationId: number
  readonly seen: Seen
}

const INSTALLATIONS = z.array(z.object({ id: z.int(), suspended_at: z.string().nullish() }))
const REPOSITORIES = z.object({ repositories: z.array(SEEN) }).transform(({ repositories }) => repositories)

/** Every repository that the App may work in: all installations that are not suspended, less what is archived. */
export async function survey({ app, open }: Entrances): Promise<readonly Found[]> {
  const installations = await app.list(INSTALLATIONS, (request, page) =>
    request('GET /app/installations', page),
  )
  const found: Found[] = []
  for (const { id: installationId, suspended_at } of installations) {
    if (suspended_at) continue
    const { client } = open({ installationId, reach: { permissions: { metadata: 'read' } } })
    for (const seen of await repositoriesOf(client)) if (!seen.archived) found.push({ installationId, seen })
  }
  return found
}

async function repositoriesOf(client: Client): Promise<readonly Seen[]> {
  return client.list(REPOSITORIES, (request, page) => request('GET /installation/repositories', page))
}
