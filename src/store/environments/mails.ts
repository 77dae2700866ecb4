import type { Unit } from '../transaction.ts'

/**
 * Writes down that a mail is about to be sent.
 *
 * @returns whether it is the first time; a mail that was begun before may have been sent, and isn't sent again
 */
export async function beginMail({ sql }: Unit, key: string, at: number): Promise<boolean> {
  const row = await sql
    .insertInto('mails')
    .values({ key, outcome: null, begun_at: at })
    .onConflict((one) => one.column('key').doNothing())
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

/** Writes down what became of a mail. */
export async function settleMail({ sql }: Unit, key: string, outcome: string): Promise<void> {
  await sql.updateTable('mails').set({ outcome }).where('key', '=', key).execute()
}

/** Forgets a mail that wasn't sent and may be tried again. */
export async function forgetMail({ sql }: Unit, key: string): Promise<void> {
  await sql.deleteFrom('mails').where('key', '=', key).execute()
}

/** What is on record of a mail that was begun. */
export interface BegunMail {
  /** Null while it is on its way, and where it broke off. */
  readonly outcome: string | null
  /** In seconds since 1970. */
  readonly begunAt: number
}

/** Reads what became of a mail; null where it was never begun. */
export async function readMail({ sql }: Unit, key: string): Promise<BegunMail | null> {
  const row = await sql
    .selectFrom('mails')
    .select(['outcome', 'begun_at'])
    .where('key', '=', key)
    .executeTakeFirst()
  return row ? { outcome: row.outcome, begunAt: Number(row.begun_at) } : null
}
