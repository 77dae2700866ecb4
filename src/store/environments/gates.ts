import { sql as query } from 'kysely'
import type { Unit } from '../transaction.ts'

/** Which gate: one for each environment of a repository. */
export interface StoredGateAddress {
  readonly repositoryId: number
  readonly environment: string
}

/** Reads a gate as JSON; null where none was opened. */
export async function readStoredGate(
  { sql }: Unit,
  { repositoryId, environment }: StoredGateAddress,
): Promise<string | null> {
  const row = await sql
    .selectFrom('gates')
    .select('gate')
    .where('repository', '=', repositoryId)
    .where('environment', '=', environment)
    .executeTakeFirst()
  return row?.gate ?? null
}

/** Keeps others from changing a gate until the transaction ends, whether or not it is there. */
export async function lockGate(
  { sql }: Unit,
  { repositoryId, environment }: StoredGateAddress,
): Promise<void> {
  await query`select pg_advisory_xact_lock(hashtextextended(${`gate ${repositoryId} ${environment}`}, 0))`.execute(
    sql,
  )
}

/** Writes a gate in place of what there was. */
export async function writeGate(
  { sql }: Unit,
  { repositoryId, environment }: StoredGateAddress,
  gate: string,
): Promise<void> {
  await sql
    .insertInto('gates')
    .values({ repository: repositoryId, environment, gate })
    .onConflict((one) => one.columns(['repository', 'environment']).doUpdateSet({ gate }))
    .execute()
}
