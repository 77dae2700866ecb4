import { CompiledQuery, type Transaction } from 'kysely'
import { type ConstructorOptions, PgBoss } from 'pg-boss'
import { z } from 'zod'
import { sendWithoutWaiting } from '../pool-driver.ts'
import type { Tables } from '../tables.ts'
import type { Wake } from '../transaction.ts'
import { TOPICS, type Topic } from './topic.ts'

/** The queue: it wakes a worker of any process for a lane. What there is to do stands in the table of work. */
export interface Jobs {
  enqueueWakes(trx: Transaction<Tables>, wakes: readonly Wake[]): Promise<void>
  /** Calls for each lane that has to be looked at, until the returned function was called. */
  listen(topic: Topic, onWake: (lane: string) => Promise<void>): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** Something broke that nobody was waiting for. */
export type OnFailure = (what: string, error: unknown) => void

/**
 * A job is a hint and no more: it is done as soon as its lane was handed to a worker, never retried, and losing one
 * costs the time until the next look for work that lies about. So pg-boss's own retries, its expiry of a quarter of
 * an hour and its order by key, which one failed job blocks, are not used.
 */
const HINT = { retryLimit: 0, deleteAfterSeconds: 60, notify: true }

const LANE = z.object({ lane: z.string() })

/** Opens the queue in the database, and makes its tables where they are missing. */
export async function openJobs(options: ConstructorOptions, onFailure: OnFailure): Promise<Jobs> {
  const boss = new PgBoss({ ...options, schedule: false, useListenNotify: true, registerInstance: false })
  boss.on('error', (error) => onFailure('The job queue has a fault.', error))
  await boss.start()
  for (const topic of TOPICS) {
    await boss.createQueue(topic, HINT)
    // Reads the queue into pg-boss's memory: to do so inside a transaction would wait for ever on PGlite.
    await boss.findJobs(topic, { limit: 1 })
  }
  return {
    enqueueWakes: (trx, wakes) => enqueueWakes(boss, trx, wakes),
    listen: (topic, onWake) => listen(boss, topic, onWake),
    close: () => boss.stop({ graceful: true, timeout: 25_000 }),
  }
}

/** Nothing is told of the jobs, so none waits for the database: they fail with the transaction, or it with them. */
async function enqueueWakes(boss: PgBoss, trx: Transaction<Tables>, wakes: readonly Wake[]): Promise<void> {
  const db = {
    async executeSql(text: string, values: unknown[] = []) {
      await trx.executeQuery(sendWithoutWaiting(CompiledQuery.raw(text, values)))
      return { rows: [] }
    },
  }
  for (const topic of TOPICS) {
    const jobs = new Map(
      wakes
        .filter((wake) => wake.topic === topic)
        .map(({ lane, at }) => [
          JSON.stringify([lane, at]),
          { data: { lane }, ...(at === null ? {} : { startAfter: new Date(at * 1000) }) },
        ]),
    )
    if (jobs.size > 0) await boss.insert(topic, [...jobs.values()], { db })
  }
}

async function listen(boss: PgBoss, topic: Topic, onWake: (lane: string) => Promise<void>) {
  // Batches, because a worker with batches of one takes one job a poll; polling, because a notice may be lost.
  const options = { batchSize: 20, burstWhenBatchFull: true, notifyPollingIntervalSeconds: 2 }
  const id = await boss.work(topic, options, async (jobs) => {
    const lanes = new Set(jobs.map(({ data }) => LANE.parse(data).lane))
    for (const lane of lanes) await onWake(lane)
  })
  return () => boss.offWork(topic, { id, wait: true })
}
