import type { ZodType } from 'zod'
import { z } from 'zod'
import type { RepositoryContext } from './repository-context.ts'

/** Larger ones take GitHub longer than the ten seconds that it gives a query. */
const SIZE = 25
/** Queries under way at once. */
const AT_ONCE = 4

interface Batch<K extends string | number, T> {
  readonly keys: readonly K[]
  /** The GraphQL type of a key, `Int!`. */
  readonly type: string
  /** What is asked of the repository for one key, which stands in the variable that is given: `pullRequest(number: $k0) { … }`. */
  readonly field: (variable: string) => string
  readonly schema: ZodType<T>
}

/** Asks the same of a repository for many keys, a few queries for all; what is not there is left out. */
export async function queryInBatches<K extends string | number, T>(
  ground: Pick<RepositoryContext, 'client' | 'at'>,
  batch: Batch<K, T>,
): Promise<ReadonlyMap<K, T>> {
  const found = new Map<K, T>()
  const keys = [...new Set(batch.keys)]
  for (let from = 0; from < keys.length; from += SIZE * AT_ONCE) {
    const wave = splitIntoChunks(keys.slice(from, from + SIZE * AT_ONCE))
    const answers = await Promise.all(wave.map((some) => ask(ground, batch, some)))
    for (const [key, one] of answers.flat()) found.set(key, one)
  }
  return found
}

async function ask<K extends string | number, T>(
  { client, at }: Pick<RepositoryContext, 'client' | 'at'>,
  { type, field, schema }: Batch<K, T>,
  keys: readonly K[],
): Promise<readonly (readonly [K, T])[]> {
  const names = keys.map((_, i) => `k${i}`)
  const declared = names.map((name) => `$${name}: ${type}`).join(', ')
  const fields = names.map((name) => `${name}: ${field(`$${name}`)}`).join('\n')
  const { repository } = await client.query(
    z.object({ repository: z.record(z.string(), schema.nullable()) }),
    {
      query: `query ($owner: String!, $repo: String!, ${declared}) {
        repository(owner: $owner, name: $repo) { ${fields} } }`,
      variables: { ...at, ...Object.fromEntries(names.map((name, i) => [name, keys[i]])) },
    },
  )
  return keys.flatMap((key, i) => {
    const one = repository[`k${i}`]
    return one == null ? [] : [[key, one] as const]
  })
}

function splitIntoChunks<K>(keys: readonly K[]): readonly (readonly K[])[] {
  return Array.from({ length: Math.ceil(keys.length / SIZE) }, (_, i) => keys.slice(i * SIZE, (i + 1) * SIZE))
}
