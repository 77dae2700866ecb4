import type { Unit } from '../transaction.ts'

/** How many of one's own beats another worker may miss before it is taken for dead. */
const MISSED = 3

/** What a worker remembers of the others: their beats, and for how many of its own they stood still. */
export type Heartbeats = ReadonlyMap<string, { readonly beat: number; readonly still: number }>

/** Enters a worker into the list; its lanes are its own from now on. */
export async function enterWorker({ sql }: Unit, worker: string): Promise<void> {
  await sql
    .insertInto('workers')
    .values({ id: worker, beat: 0 })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** Takes a worker off the list, which frees its lanes. */
export async function leaveWorker({ sql }: Unit, worker: string): Promise<void> {
  await sql.deleteFrom('workers').where('id', '=', worker).execute()
}

/**
 * Beats for one worker, listens to the others, and takes off the list whoever stood still for too long. No clock is
 * compared with another: replicas whose clocks disagree by an hour do not take each other for dead.
 *
 * @returns what to remember until the next beat
 */
export async function sendHeartbeat(unit: Unit, worker: string, lastSeen: Heartbeats): Promise<Heartbeats> {
  await unit.sql
    .insertInto('workers')
    .values({ id: worker, beat: 0 })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((is) => ({ beat: is('workers.beat', '+', 1) })),
    )
    .execute()
  const others = await unit.sql.selectFrom('workers').selectAll().where('id', '<>', worker).execute()
  const now = new Map(
    others.map(({ id, beat: at }) => [id, { beat: at, still: measureSilence(lastSeen, id, at) }]),
  )
  for (const [id, { still }] of now) if (still >= MISSED) await removeWorker(unit, id, now)
  return now
}

function measureSilence(lastSeen: Heartbeats, id: string, at: number): number {
  const before = lastSeen.get(id)
  return before?.beat === at ? before.still + 1 : 0
}

/** Only when it has not beaten since: it may do so at this very moment. */
async function removeWorker({ sql }: Unit, id: string, lastSeen: Heartbeats): Promise<void> {
  const last = lastSeen.get(id)
  if (!last) return
  await sql.deleteFrom('workers').where('id', '=', id).where('beat', '=', last.beat).execute()
}
