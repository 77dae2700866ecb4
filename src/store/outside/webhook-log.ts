import { sql } from 'kysely'
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

/** Which attempts; null leaves a filter out. */
export interface WebhookLogQuery {
  /** Ids of repositories. */
  readonly repositories: readonly string[]
  /** The name of a webhook. */
  readonly webhook: string | null
  readonly outcome: 'taken' | 'failed' | null
  readonly limit: number
}

/** Lists the newest attempts of some repositories. */
export async function listWebhookAttempts(
  { sql: trx }: Unit,
  { repositories, webhook, outcome, limit }: WebhookLogQuery,
): Promise<WebhookAttempt[]> {
  if (repositories.length === 0) return []
  const all = trx
    .selectFrom('webhook_deliveries')
    .select(['webhook', 'release', 'version', 'at', 'status', 'problem', 'took_ms'])
    .where(sql<string>`split_part(release, ':', 1)`, 'in', [...repositories])
  const named = webhook === null ? all : all.where('webhook', '=', webhook)
  const wanted =
    outcome === null ? named : named.where('problem', outcome === 'taken' ? 'is' : 'is not', null)
  const rows = await wanted.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map(({ took_ms, at, ...row }) => ({ ...row, at: Number(at), tookMs: took_ms }))
}

/** Forgets attempts of before a time in seconds since 1970. */
export async function pruneWebhookLog({ sql }: Unit, before: number): Promise<void> {
  await sql.deleteFrom('webhook_deliveries').where('at', '<', before).execute()
}
