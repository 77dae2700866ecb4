import { z } from 'zod'
import type { PullRequestFacts } from '../../runtime/ports/github.ts'
import { openTokenClient, type TokenAccess } from './api-access.ts'
import { fetchFacts } from './repository/pull-request-facts.ts'

/** A repository by its name, as GitHub's calls want it. */
export interface RepositoryName {
  readonly owner: string
  readonly repo: string
}

const ID = z.object({ repository: z.object({ databaseId: z.int() }).nullable() })

/**
 * What GitHub knows of pull requests, many at a time, as whoever a token belongs to. Empty where the token doesn't
 * reach the repository.
 */
export async function fetchFactsByToken(
  access: TokenAccess,
  at: RepositoryName,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, PullRequestFacts>> {
  const client = openTokenClient(access)
  const { repository } = await client.query(ID, {
    query:
      'query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { databaseId } }',
    variables: { ...at },
  })
  if (repository === null) return new Map()
  const ref = { id: repository.databaseId, owner: at.owner, name: at.repo }
  return fetchFacts({ client, at, ref, appId: NO_APP }, numbers)
}

/** Checks of our own App don't count for its own verdicts; a person has none. */
const NO_APP = 0
