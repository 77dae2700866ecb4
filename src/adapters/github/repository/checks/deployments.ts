import { z } from 'zod'
import { Refused } from '../../../../release/refusal.ts'
import type {
  Deployments,
  GitHubDeployment,
  WantedDeployment,
} from '../../../../runtime/ports/deployments.ts'
import { getStatus } from '../../calls/failure.ts'
import { authorSchema } from '../account.ts'
import type { RepositoryContext } from '../repository-context.ts'

/** What each deployment of the App's has as its task, so that others' are not among those that are read. */
const TASK = 'deploy:release-captain'

const PAYLOAD = z.object({ key: z.string() })
const DEPLOYMENT = z.object({
  id: z.int(),
  creator: authorSchema,
  /** A text, where whoever made it sent one. */
  payload: z.union([z.string(), z.record(z.string(), z.unknown())]),
})
const STATUSES = z.array(
  z.object({
    state: z.string(),
    description: z.string().nullish(),
    log_url: z.string().nullish(),
    environment_url: z.string().nullish(),
  }),
)

/** Deployments of GitHub's (https://docs.github.com/rest/deployments/deployments), known again by a key. */
export function createDeployments(ground: RepositoryContext): Deployments {
  return {
    findDeployment: (wish) => findDeployment(ground, wish),
    createDeployment: async (wish) => {
      await ground.client
        .write(DEPLOYMENT, (rest) => rest.repos.createDeployment({ ...ground.at, ...toParameters(wish) }))
        .catch((error: unknown) => {
          // 409: commit statuses or a merge were asked for; 422: the ref isn't there, or the environment takes none from it.
          throw getStatus(error) === 409 || getStatus(error) === 422 ? refuse(wish, error) : error
        })
    },
  }
}

/** The tests of the commit have passed before: GitHub isn't to wait for each status of it, and must merge nothing. */
function toParameters(wish: WantedDeployment) {
  const { ref, environment, description, payload, isProduction } = wish
  return {
    ...{ ref, environment, description, task: TASK, payload: { ...payload } },
    auto_merge: false,
    required_contexts: [],
    production_environment: isProduction,
  }
}

/** Someone else's with the same key is none of ours. */
async function findDeployment(
  { client, at, self }: RepositoryContext,
  { environment, payload: { key } }: WantedDeployment,
): Promise<GitHubDeployment | null> {
  const isOwn = ({ creator, payload }: z.output<typeof DEPLOYMENT>) =>
    creator.id === self.id && readKey(payload) === key
  const all = await client.list(
    z.array(DEPLOYMENT),
    (rest, page) => rest.repos.listDeployments({ ...at, environment, task: TASK, ...page }),
    (soFar) => soFar.some(isOwn),
  )
  const own = all.find(isOwn)
  if (!own) return null
  const statuses = await client.list(STATUSES, (rest, page) =>
    rest.repos.listDeploymentStatuses({ ...at, deployment_id: own.id, ...page }),
  )
  return {
    id: own.id,
    statuses: statuses.map(({ state, description, log_url, environment_url }) => ({
      state,
      detail: (description ?? '').split('\n')[0]?.slice(0, 200) ?? '',
      url: log_url || environment_url || null,
    })),
  }
}

function readKey(payload: z.output<typeof DEPLOYMENT>['payload']): string | null {
  try {
    return PAYLOAD.parse(typeof payload === 'string' ? JSON.parse(payload) : payload).key
  } catch {
    return null
  }
}

function refuse({ ref, environment }: WantedDeployment, cause: unknown): Refused {
  const refusal = {
    kind: 'repository',
    what: `GitHub takes no deployment of ${ref} to the environment \`${environment}\`.`,
    next: `Look at the rules of \`${environment}\` in the settings of the repository: tags like ${ref} must be allowed there. Then run \`/release retry deployment\`.`,
  } as const
  return new Refused(refusal, cause instanceof Error ? cause : undefined)
}
