import type { RuntimeDependencies } from '../../../src/runtime/context.ts'
import { createEffectHandler, giveUpEffect } from '../../../src/runtime/effects/perform-effect.ts'
import { unpack } from '../../../src/store/jobs/packing.ts'
import type { Performed, Task } from '../../../src/store/jobs/tasks.ts'

/** Plays the workers: performs what waits, in its order, as one process or as many that die. */
export interface Driver {
  /**
   * Performs all that waits and all that follows. `times`: how often each before its answer is written down. `by`: one
   * process for all of it; without, each is performed by one of its own.
   */
  readonly work: (given?: { readonly times?: number; readonly by?: Performer }) => Promise<void>
  /** What waits, by kind, oldest first. */
  readonly waiting: () => Promise<readonly string[]>
  /** Performs the oldest that waits of a kind, and writes nothing of it down. */
  readonly tries: (kind: string) => Promise<Performed>
  /** Gives the oldest that waits of a kind up. */
  readonly givesUp: (kind: string) => Promise<void>
  /** The kinds of what was performed, in order; more than once where it failed or had to wait. */
  readonly performed: readonly string[]
}

/** One process. */
export type Performer = ReturnType<typeof createEffectHandler>

/** A fault is met a few times at most; a fault of the program would go on for ever. */
const MOST_FAILURES = 12
const MOST_TRIES = 300

export function driverOf({
  anew,
  passes,
}: {
  readonly anew: () => RuntimeDependencies
  readonly passes: (ms: number) => void
}): Driver {
  const { store, now } = anew()
  const performed: string[] = []
  const rows = () =>
    store.transact(({ sql }) =>
      sql
        .selectFrom('work')
        .selectAll()
        .where('topic', '=', 'effects')
        .where('state', '=', 'waiting')
        .orderBy('id')
        .execute(),
    )
  const tasks = async (): Promise<Task[]> =>
    (await rows()).map((row) => ({
      ...row,
      topic: 'effects',
      payload: payloadOf(row),
      addedAt: row.added_at,
      attempt: 1,
    }))
  const oldest = async (kind: string): Promise<Task> => {
    const found = (await tasks()).find(({ type }) => type === kind)
    if (!found) throw new Error(`no ${kind} waits`)
    return found
  }
  const write = (task: Task, { write: into }: Extract<Performed, { kind: 'done' }>) =>
    store.transact(async (unit) => {
      await into(unit)
      await unit.sql.updateTable('work').set({ state: 'done' }).where('id', '=', task.id).execute()
    })
  /** One process: it waits as long as it has to, and one that a fault meets tries again. */
  const outcome = async (task: Task, perform: Performer): Promise<Extract<Performed, { kind: 'done' }>> => {
    let failures = 0
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      performed.push(task.type)
      try {
        const done = await perform({ ...task, attempt: failures + 1 })
        if (done.kind === 'done') return done
        passes((done.at - now()) * 1000)
      } catch (error) {
        failures += 1
        if (failures > MOST_FAILURES) throw error
      }
    }
    throw new Error(`${task.type} waits for ever`)
  }
  const settle = async (task: Task, times: number, by?: Performer): Promise<void> => {
    // All but the last die before they write down what they did.
    for (let deaths = 1; deaths < times; deaths += 1) await outcome(task, createEffectHandler(anew()))
    await write(task, await outcome(task, by ?? createEffectHandler(anew())))
  }
  return {
    performed,
    work: async ({ times = 1, by } = {}) => {
      for (let [next] = await tasks(); next; [next] = await tasks()) await settle(next, times, by)
    },
    waiting: async () => (await tasks()).map(({ type }) => type),
    tries: async (kind) => createEffectHandler(anew())(await oldest(kind)),
    givesUp: async (kind) => {
      const task = await oldest(kind)
      await store.transact(async (unit) => {
        await giveUpEffect(anew(), unit, { task: { ...task, attempt: 24 }, problem: 'secret of the inside' })
        await unit.sql.updateTable('work').set({ state: 'given-up' }).where('id', '=', task.id).execute()
      })
    },
  }
}

function payloadOf({ payload, packed }: { readonly payload: string; readonly packed: boolean }): string {
  return packed ? unpack({ payload, packed }) : payload
}
