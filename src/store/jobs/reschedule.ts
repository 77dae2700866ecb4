import type { Unit } from '../transaction.ts'
import type { Topic } from './topic.ts'

/** Work that was begun and waits for something else to happen. */
interface WaitingWork {
  readonly topic: Topic
  readonly lane: string
  readonly key: string
}

/** Lists the work of some types that waits in the lanes whose names begin so. */
export async function listPostponed(
  unit: Unit,
  { lanesBegin, types }: { readonly lanesBegin: string; readonly types: readonly string[] },
): Promise<readonly WaitingWork[]> {
  return unit.sql
    .selectFrom('work')
    .select(['topic', 'lane', 'key'])
    .where('state', '=', 'waiting')
    .where('begun', '=', true)
    .where('type', 'in', types)
    .where('lane', 'like', `${lanesBegin.replace(/[\\%_]/g, '\\$&')}%`)
    .execute()
}

/** Has work that waits done now: what it waits for has happened. */
export async function rescheduleWork(unit: Unit, work: readonly WaitingWork[], now: number): Promise<void> {
  for (const { topic, lane, key } of work)
    await unit.sql
      .updateTable('work')
      .set({ due_at: now })
      .where('topic', '=', topic)
      .where('lane', '=', lane)
      .where('key', '=', key)
      .where('state', '=', 'waiting')
      .execute()
  await unit.wake(work.map(({ topic, lane }) => ({ topic, lane, at: null })))
}
