import { z } from 'zod'
import { queryInBatches } from './batches.ts'
import type { RepositoryContext } from './repository-context.ts'

const PULLS = z
  .object({
    nodes: z
      .array(
        z
          .object({
            number: z.int(),
            merged: z.boolean(),
            baseRefName: z.string(),
            mergeCommit: z.object({ oid: z.string() }).nullish(),
            repository: z.object({ databaseId: z.int().nullish() }),
          })
          .nullable(),
      )
      .nullish(),
  })
  .nullish()
  .transform((all) => (all?.nodes ?? []).filter((one) => one !== null))
const COMMIT = z.object({ associatedPullRequests: PULLS.optional() })
type Pull = z.output<typeof PULLS>[number]

const PULL_FIELDS = 'number merged baseRefName mergeCommit { oid } repository { databaseId }'

/**
 * The pull request by which each commit came to its branch. A commit of main may be in several: one that was merged to a
 * branch which was merged in turn. The one that was merged to the default branch counts; for a commit of a line, one
 * that was merged elsewhere. What GitHub said before is not asked again.
 */
export async function findOrigins(
  ground: RepositoryContext,
  commits: readonly string[],
  side: 'main' | 'line',
): Promise<ReadonlyMap<string, number>> {
  const kept = ground.origins.open(`${ground.ref.id} ${side}`)
  const missing = commits.filter((commit) => !kept.has(commit))
  const asked = missing.length === 0 ? new Map<string, number>() : await askOrigins(ground, missing, side)
  for (const commit of missing) kept.keep(commit, asked.get(commit) ?? null)
  return new Map(
    commits.flatMap((commit) => {
      const number = kept.get(commit)
      return number === null ? [] : [[commit, number] as const]
    }),
  )
}

async function askOrigins(
  ground: RepositoryContext,
  commits: readonly string[],
  side: 'main' | 'line',
): Promise<ReadonlyMap<string, number>> {
  const found = await queryInBatches(ground, {
    keys: commits,
    type: 'GitObjectID!',
    field: (oid) =>
      `object(oid: ${oid}) { ... on Commit { associatedPullRequests(first: 20) { nodes { ${PULL_FIELDS} } } } }`,
    schema: COMMIT,
  })
  const origins = new Map<string, number>()
  for (const [commit, { associatedPullRequests = [] }] of found) {
    const origin = findOrigin(commit, listMergedTo(associatedPullRequests, ground, side))
    if (origin !== null) origins.set(commit, origin)
  }
  return origins
}

function listMergedTo(
  pulls: readonly Pull[],
  { defaultBranch, ref }: RepositoryContext,
  side: 'main' | 'line',
): readonly Pull[] {
  return pulls.filter(
    ({ merged, baseRefName, repository }) =>
      merged && (baseRefName === defaultBranch) === (side === 'main') && repository.databaseId === ref.id,
  )
}

function findOrigin(commit: string, merged: readonly Pull[]): number | null {
  const exact = merged.find(({ mergeCommit }) => mergeCommit?.oid === commit)
  return (exact ?? merged[0])?.number ?? null
}

const CLOSING = z
  .object({
    repository: z
      .object({
        issue: z
          .object({
            closedByPullRequestsReferences: z.object({
              nodes: z
                .array(
                  z
                    .object({
                      number: z.int(),
                      state: z.string(),
                      repository: z.object({ databaseId: z.int().nullish() }),
                    })
                    .nullable(),
                )
                .nullish(),
            }),
          })
          .nullable(),
      })
      .nullable(),
  })
  .transform(({ repository }) => repository?.issue?.closedByPullRequestsReferences.nodes ?? [])

/** Pull requests of this repository that closed an issue or are to close it; not those that were given up. */
export async function listPullRequestsClosing(
  { client, at, ref }: RepositoryContext,
  number: number,
): Promise<readonly number[]> {
  const pulls = await client.query(CLOSING, {
    query: `query ($owner: String!, $repo: String!, $number: Int!) {
      repository(owner: $owner, name: $repo) { issue(number: $number) {
        closedByPullRequestsReferences(first: 50, includeClosedPrs: true) {
          nodes { number state repository { databaseId } } } } } }`,
    variables: { ...at, number },
  })
  return pulls.flatMap((pull) =>
    pull && pull.repository.databaseId === ref.id && pull.state !== 'CLOSED' ? [pull.number] : [],
  )
}
