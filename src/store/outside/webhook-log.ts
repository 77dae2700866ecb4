import type { Unit } from '../transaction.ts'

/** One attempt to tell an event outside. */
export interface WebhookAttempt {
  readonly webhook: string
  readonly release: string
  /** Of the event. */
  readonly version: number
  /** Seconds since 1970. */
  readonly at: number
  /** HTTP's; null where there was no answer. */
  readonly status: number | null
  readonly problem: string | null
  readonly tookMs: number
}

/** Adds an attempt to the log. */
export async function logWebhookAttempt(
  { sql }: Unit,
  { tookMs, ...attempt }: WebhookAttempt,
): Promise<void> {
  await sql
    .insertInto('webhook_deliveries')
    .values({ ...attempt, took_ms: tookMs })
    .execute()
}

/** Lists the newest attempts. */
export async function listWebhookAttempts({ sql }: Unit, limit: number): Promise<WebhookAttempt[]> {
  const rows = await sql
    .selectFrom('webhook_deliveries')
    .select(['webhook', 'release', 'version', 'at', 'status', 'problem', 'took_ms'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ took_ms, at, ...row }) => ({ ...row, at: Number(at), tookMs: took_ms }))
}

/** Forgets attempts of before a time in seconds since 1970. */
export async function pruneWebhookLog({ sql }: Unit, before: number): Promise<void> {
  await sql.deleteFrom('webhook_deliveries').where('at', '<', before).execute()
}
