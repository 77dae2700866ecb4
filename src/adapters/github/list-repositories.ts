import { z } from 'zod'
import { Refused } from '../../release/refusal.ts'
import type { ApiAccess, ApiAccesses } from './api-access.ts'
import type { Client } from './calls/client.ts'

/** A repository as GitHub shows it to an installation. */
export const SEEN = z.object({
  id: z.int(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
  default_branch: z.string(),
  archived: z.boolean().optional(),
  private: z.boolean().optional(),
})
export type SeenRepository = z.output<typeof SEEN>

export interface FoundRepository {
  readonly installationId: number
  readonly seen: SeenRepository
}

const INSTALLATIONS = z.array(z.object({ id: z.int(), suspended_at: z.string().nullish() }))
const REPOSITORIES = z.object({ repositories: z.array(SEEN) }).transform(({ repositories }) => repositories)

/**
 * Every repository that the App may work in: all installations that are not suspended, less what is archived.
 *
 * @param lobbies ways into installations that were opened before; new ones are added
 */
export async function survey(
  { app, open }: ApiAccesses,
  lobbies: Map<number, ApiAccess>,
): Promise<readonly FoundRepository[]> {
  const installations = await app.list(INSTALLATIONS, (rest, page) => rest.apps.listInstallations(page))
  const found: FoundRepository[] = []
  for (const { id: installationId, suspended_at } of installations) {
    if (suspended_at) continue
    const lobby =
      lobbies.get(installationId) ?? open({ installationId, reach: { permissions: { metadata: 'read' } } })
    lobbies.set(installationId, lobby)
    for (const seen of await listRepositories(lobby.client))
      if (!seen.archived) found.push({ installationId, seen })
  }
  return found
}

/** None where the installation was suspended or taken away meanwhile: that is no reason to lose the others. */
async function listRepositories(client: Client): Promise<readonly SeenRepository[]> {
  return client
    .list(REPOSITORIES, (rest, page) => rest.apps.listReposAccessibleToInstallation(page))
    .catch((error: unknown) => {
      if (error instanceof Refused && error.refusal.kind === 'repository') return []
      throw error
    })
}
