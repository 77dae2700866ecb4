import { setTimeout as sleep } from 'node:timers/promises'
import { enqueue, type Work } from '../../src/store/jobs/outbox.ts'
import { type Performed, TASK_DONE, type Task } from '../../src/store/jobs/tasks.ts'
import { startWorker, type Worker, type Working } from '../../src/store/jobs/worker.ts'
import type { Store } from '../../src/store/store.ts'
import type { Opened } from './places.ts'

/** The time of the tests, in seconds since 1970; it stands still until a test moves it. */
export interface TestClock {
  now: number
}

/** A worker on effects, with all that it was given to do. */
export interface AtWork extends AsyncDisposable {
  readonly worker: Worker
  readonly clock: TestClock
  /** The keys of what was performed, in order; a failed try is one too. */
  readonly performed: string[]
  /** What was given up, with the problem. */
  readonly givenUp: string[]
}

/** What a test says of the performing; it is told when it began and may take its time. */
export type Performing = (task: Task) => Promise<Performed>

/** Starts a worker; what the test is about is given. */
export async function atWork(
  { store, troubles }: Opened,
  perform: Performing = async () => TASK_DONE,
  given: Partial<Working> = {},
): Promise<AtWork> {
  const performed: string[] = []
  const givenUp: string[] = []
  const clock: TestClock = { now: 1_700_000_000 }
  const worker = await startWorker(store, {
    topic: 'effects',
    perform: (task) => {
      performed.push(task.key)
      return perform(task)
    },
    retryPolicy: {
      attempts: 3,
      longest: 300,
      giveUp: async (_unit, { key }, problem) => void givenUp.push(`${key}: ${problem}`),
    },
    lanesAtOnce: 4,
    now: () => clock.now,
    onFailure: (what, error) => troubles.push(`${what} ${error}`),
    ...given,
  })
  return { worker, clock, performed, givenUp, [Symbol.asyncDispose]: () => worker.stop(10_000) }
}

/** Puts effects to work, in one transaction. */
export async function give(store: Store, keys: readonly string[], given: Partial<Work> = {}): Promise<void> {
  await store.transact((unit) =>
    enqueue(
      unit,
      keys.map((key) => ({
        topic: 'effects',
        source: 'godel/api v2.0.1',
        key,
        lane: 'v2.0.1',
        type: 'PushBranch',
        payload: '{}',
        addedAt: 1_700_000_000,
        at: null,
        ...given,
      })),
    ),
  )
}

/** The states of all effects, by their keys. */
export async function states(store: Store): Promise<Record<string, string>> {
  const rows = await store.transact(({ sql }) =>
    sql.selectFrom('work').select(['key', 'state']).orderBy('id').execute(),
  )
  return Object.fromEntries(rows.map(({ key, state }) => [key, state]))
}

/** What went wrong with effects the last time, by their keys. */
export async function problems(store: Store): Promise<Record<string, string | null>> {
  const rows = await store.transact(({ sql }) => sql.selectFrom('work').select(['key', 'problem']).execute())
  return Object.fromEntries(rows.map(({ key, problem }) => [key, problem]))
}

/** Waits for something that will come about by itself. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20)
}

/** Waits until no effect waits any more. */
export function settled(store: Store): Promise<void> {
  return until(async () => !Object.values(await states(store)).includes('waiting'))
}
