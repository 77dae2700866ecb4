import { type Expression, type SqlBool, sql } from 'kysely'
import type { Transact, Unit } from '../transaction.ts'

/** Until when deliveries that were taken in are kept, in seconds since 1970. */
export interface RetentionStep {
  /** What those settled before said is forgotten; that they came is kept, so that none is taken in twice. */
  readonly bodiesBefore: number
  /** Those settled before are forgotten altogether, and what followed from them in the inbox too. */
  readonly namesBefore: number
}

/** Rows of one transaction: on PGlite, deliveries that come meanwhile wait for it. */
const A_STEP = 500

/**
 * Forgets deliveries, which are most of the disk that the record needs, and the turns that they became. Events and
 * effects are for ever; what waits or was given up stays.
 *
 * @returns how many rows were emptied or deleted
 */
export async function forgetDeliveries(
  transact: Transact,
  { bodiesBefore, namesBefore }: RetentionStep,
): Promise<number> {
  const names = await repeatStep(() => transact((unit) => deleteSome(unit, namesBefore)))
  const bodies = await repeatStep(() => transact((unit) => emptyPayloads(unit, bodiesBefore)))
  return names + bodies
}

async function repeatStep(step: () => Promise<number>): Promise<number> {
  let all = 0
  for (;;) {
    const some = await step()
    all += some
    if (some < A_STEP) return all
  }
}

async function deleteSome(unit: Unit, before: number): Promise<number> {
  const { numDeletedRows } = await unit.sql
    .deleteFrom('work')
    .where('id', 'in', selectSettled(unit, before))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

async function emptyPayloads(unit: Unit, before: number): Promise<number> {
  const { numUpdatedRows } = await unit.sql
    .updateTable('work')
    .set({ payload: '', packed: false })
    .where('id', 'in', selectSettled(unit, before, sql<SqlBool>`payload <> ''`))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

function selectSettled({ sql: trx }: Unit, before: number, also: Expression<SqlBool> = sql<SqlBool>`true`) {
  return trx
    .selectFrom('work')
    .select('id')
    .where('topic', '=', 'inbox')
    .where('state', '=', 'done')
    .where('settled_at', '<', before)
    .where(also)
    .orderBy('id')
    .limit(A_STEP)
}
