import type { Unit } from '../transaction.ts'

/** An advisory of a repository that everyone reads. */
export interface NumberedAdvisory {
  readonly repository: string
  readonly ghsa: string
}

/** Reads every id that an advisory of a repository ever had, with the advisory that has it. */
export async function listAdvisoryIds(
  { sql }: Unit,
  repository: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await sql
    .selectFrom('advisories')
    .select(['ghsa', 'id'])
    .where('repository', '=', repository)
    .execute()
  return new Map(rows.map(({ ghsa, id }) => [ghsa, id]))
}

/**
 * Gives an advisory its id, once and for ever. @throws {Error} where another replica gave that id to another advisory at the
 * same moment: then it is tried again, with the next one
 */
export async function keepAdvisoryId(
  { sql }: Unit,
  { repository, ghsa }: NumberedAdvisory,
  given: { readonly id: string; readonly at: number },
): Promise<void> {
  await sql
    .insertInto('advisories')
    .values({ repository, ghsa, id: given.id, numbered_at: given.at })
    .onConflict((one) => one.columns(['repository', 'ghsa']).doNothing())
    .execute()
}
