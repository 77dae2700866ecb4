import type { z } from 'zod'
import type { Unit } from '../transaction.ts'

/** Reads what happened to the environments of a repository, the oldest first. */
export async function readEnvironmentEvents<S extends z.ZodType>(
  { sql }: Unit,
  repository: number,
  schema: S,
): Promise<z.output<S>[]> {
  const rows = await sql
    .selectFrom('environment_events')
    .select('payload')
    .where('repository', '=', String(repository))
    .orderBy('version')
    .execute()
  return rows.map(({ payload }) => schema.parse(JSON.parse(payload)))
}

/**
 * Appends what happened to an environment, after so many events. Where somebody else was faster the transaction fails, and
 * whoever tries again sees what they did.
 */
export async function appendEnvironmentEvent(
  { sql }: Unit,
  repository: number,
  { after, event, at }: { readonly after: number; readonly event: object; readonly at: number },
): Promise<void> {
  await sql
    .insertInto('environment_events')
    .values({ repository: String(repository), version: after + 1, payload: JSON.stringify(event), at })
    .execute()
}
