import { createEffectHandler } from '../../../../src/runtime/effects/perform-effect.ts'
import { performTimer } from '../../../../src/runtime/effects/rollout/perform-timer.ts'
import { TIME_PASSED } from '../../../../src/runtime/record/timer.ts'
import { unpack } from '../../../../src/store/jobs/packing.ts'
import type { Performed, Task } from '../../../../src/store/jobs/tasks.ts'
import type { EffectWorld } from '../world.ts'

/** Effects and timers of a rollout are done at most so often. */
const MOST_TASKS = 600

/**
 * Plays the workers of effects and rollouts: what is due is performed, each `times` times by processes of their own, of
 * which all but the last die before they write down what they did. Where nothing is due, time goes on to the next.
 */
export async function playRollout(
  world: EffectWorld,
  { times, until }: { readonly times: number; readonly until: (world: EffectWorld) => Promise<boolean> },
): Promise<void> {
  for (let done = 0; done < MOST_TASKS; done += 1) {
    if (await until(world)) return
    const task = await findNext(world)
    if (task === null) throw new Error('Nothing is left to do, and it is not over.')
    for (let deaths = 1; deaths < times; deaths += 1) await perform(world, task)
    await settle(world, task, await perform(world, task))
  }
  throw new Error('It goes on and on.')
}

async function findNext({ anew, passes }: EffectWorld): Promise<Task | null> {
  const { store, now } = anew()
  const rows = await store.transact(({ sql }) =>
    sql
      .selectFrom('work')
      .selectAll()
      .where('topic', 'in', ['effects', 'rollouts'])
      .where('state', '=', 'waiting')
      .orderBy('due_at')
      .orderBy('id')
      .limit(1)
      .execute(),
  )
  const [row] = rows
  if (!row) return null
  if (row.due_at > now()) passes((row.due_at - now()) * 1_000)
  const payload = row.packed ? unpack(row) : row.payload
  return { ...row, topic: 'rollouts', payload, addedAt: row.added_at, attempt: 1 }
}

async function perform({ anew }: EffectWorld, task: Task): Promise<Performed> {
  return task.type === TIME_PASSED ? performTimer(anew(), task) : createEffectHandler(anew())(task)
}

async function settle({ anew }: EffectWorld, { id }: Task, performed: Performed): Promise<void> {
  await anew().store.transact(async (unit) => {
    if (performed.kind === 'done') await performed.write(unit)
    const change = performed.kind === 'done' ? { state: 'done' as const } : { due_at: performed.at }
    await unit.sql.updateTable('work').set(change).where('id', '=', id).execute()
  })
}
