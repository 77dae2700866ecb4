import { sendQuery } from '../pool-driver.ts'
import type { Unit } from '../transaction.ts'
import { type Claim, holdLane } from './lanes.ts'
import { unpack } from './packing.ts'
import type { Topic } from './topic.ts'

/** A piece of work as its performer gets it. */
export interface Task {
  readonly id: number
  readonly topic: Topic
  readonly source: string
  readonly key: string
  readonly lane: string
  readonly type: string
  readonly payload: string
  /** When it came into the record, in seconds since 1970. */
  readonly addedAt: number
  /** 1 the first time. A process that dies in the middle has used one up too. */
  readonly attempt: number
  /** The `traceparent` of what it follows from. */
  readonly trace: string | null
}

/**
 * What a performer says of a task. `done`: what it writes is written with the mark that it is done, or not at all.
 * `later`: not now, and that is nobody's fault (a rate limit); the attempt does not count. What it throws is a
 * fault: the task is tried again later and later, and in the end given up.
 */
export type Performed =
  | { readonly kind: 'done'; readonly write: (unit: Unit) => Promise<void> }
  | { readonly kind: 'later'; readonly at: number; readonly why: string }

/** For a performer that has nothing to write. */
export const TASK_DONE: Performed = { kind: 'done', write: async () => {} }

/** How often a task is tried, and who hears when that was in vain. */
export interface RetryPolicy {
  readonly attempts: number
  /** The longest wait between two attempts, in seconds. */
  readonly longest: number
  /** Told in the transaction that gives the task up: put there what brings it before a person. */
  readonly giveUp: (unit: Unit, task: Task, problem: string) => Promise<void>
}

/**
 * Begins the next task of a lane whose row this transaction has: it counts as tried from here on. A task that was tried
 * and has to wait holds up those after it; one that is due later only does not.
 */
export async function beginTask({ sql }: Unit, { topic, lane }: Claim, now: number): Promise<Task | null> {
  const row = await sql
    .selectFrom('work')
    .select(['id', 'source', 'key', 'type', 'payload', 'packed', 'added_at', 'due_at', 'attempts', 'trace'])
    .where('topic', '=', topic)
    .where('lane', '=', lane)
    .where('state', '=', 'waiting')
    .where((is) => is.or([is('begun', '=', true), is('due_at', '<=', now)]))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!row || row.due_at > now) return null

  const attempt = row.attempts + 1
  await sendQuery(
    sql,
    sql.updateTable('work').set({ begun: true, attempts: attempt }).where('id', '=', row.id),
  )
  const { id, source, key, type, added_at, trace } = row
  return { id, topic, source, key, lane, type, payload: unpack(row), addedAt: added_at, attempt, trace }
}

/**
 * Writes down what became of a task.
 *
 * @returns the claim as it is now
 * @throws {LaneLost} when somebody else has the lane: then nothing of this is written
 */
export async function settleTask(unit: Unit, claim: Claim, settling: TaskSettlement): Promise<Claim> {
  const held = await holdLane(unit, claim)
  const { task, performed, now } = settling
  if (performed.kind === 'later') {
    const { at, why } = performed
    await postpone(unit, task, { attempts: task.attempt - 1, due_at: at, problem: why })
    return held
  }
  await performed.write(unit)
  await close(unit, task, { state: 'done', problem: null, settled_at: now })
  return held
}

interface TaskSettlement {
  readonly task: Task
  readonly performed: Performed
  /** In seconds since 1970. */
  readonly now: number
}

/**
 * Writes down that a task failed: it comes again after a while, or is given up.
 *
 * @returns the claim as it is now
 * @throws {LaneLost}
 */
export async function failTask(unit: Unit, claim: Claim, failing: TaskFailure): Promise<Claim> {
  const held = await holdLane(unit, claim)
  const { task, problem, now, retryPolicy } = failing
  if (task.attempt < retryPolicy.attempts) {
    const due = now + waitAfter(task.attempt, retryPolicy.longest)
    await postpone(unit, task, { attempts: task.attempt, due_at: due, problem })
    return held
  }
  await retryPolicy.giveUp(unit, task, problem)
  await close(unit, task, { state: 'given-up', problem, settled_at: now })
  return held
}

interface TaskFailure {
  readonly task: Task
  readonly problem: string
  /** In seconds since 1970. */
  readonly now: number
  readonly retryPolicy: RetryPolicy
}

/** Seconds to wait after so many attempts: 1, 2, 4, … up to the longest. */
export function waitAfter(attempts: number, longest: number): number {
  return Math.min(longest, 2 ** (attempts - 1))
}

async function postpone(
  unit: Unit,
  { id, topic, lane }: Task,
  to: { readonly attempts: number; readonly due_at: number; readonly problem: string },
): Promise<void> {
  await sendQuery(unit.sql, unit.sql.updateTable('work').set(to).where('id', '=', id))
  await unit.wake([{ topic, lane, at: to.due_at }])
}

async function close(
  { sql }: Unit,
  { id }: Task,
  as: { readonly state: 'done' | 'given-up'; readonly problem: string | null; readonly settled_at: number },
): Promise<void> {
  await sendQuery(sql, sql.updateTable('work').set(as).where('id', '=', id))
}
