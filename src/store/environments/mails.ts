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

/** Reads what became of a mail; null where nothing is known of it, or it broke off. */
export async function readMailOutcome({ sql }: Unit, key: string): Promise<string | null> {
  const row = await sql.selectFrom('mails').select('outcome').where('key', '=', key).executeTakeFirst()
  return row?.outcome ?? null
}
