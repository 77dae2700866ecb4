import { randomUUID } from 'node:crypto'
import type { Store } from '../store.ts'
import type { Unit } from '../transaction.ts'
import { chooseLane, type LaneShare } from './fair-lanes.ts'
import { enterWorker, type Heartbeats, leaveWorker, sendHeartbeat } from './heartbeats.ts'
import {
  type Claim,
  claimLane,
  LaneLost,
  listOrphanedLanes,
  releaseAbandonedLanes,
  releaseLane,
} from './lanes.ts'
import type { OnFailure } from './queue.ts'
import { beginTask, failTask, type Performed, type RetryPolicy, settleTask, type Task } from './tasks.ts'
import type { Topic } from './topic.ts'

/** What a worker works, and how. */
export interface Working {
  readonly topic: Topic
  /** May be called again for the same task, after a crash at any point (design, law 1). */
  readonly perform: (task: Task) => Promise<Performed>
  readonly retryPolicy: RetryPolicy
  /** How many lanes at a time. */
  readonly lanesAtOnce: number
  /** Whose work a lane is; each its own where that is left out. */
  readonly shareOf?: (lane: string) => LaneShare
  /** In seconds since 1970. */
  readonly now: () => number
  readonly onFailure: OnFailure
}

/** A worker at work. */
export interface Worker {
  /** Beats, takes over from the dead, and looks for work that lies about; to be called every few seconds. */
  tick(): Promise<void>
  /** Looks for work that is due or lies about, between two ticks. */
  look(): Promise<void>
  /** Takes nothing new, and waits so many milliseconds for what is being performed. The rest is others' then. */
  stop(timeout: number): Promise<void>
}

const LANES_A_TICK = 250
/** Lanes that wait for room; what comes beyond that is found again as work that lies about. */
const MOST_WAITING = 10_000
/** After so much work a lane goes back to the end of the queue, if others wait. */
const TURN = 8

/** Starts to work one topic: each lane in order and by one worker at a time, several lanes side by side. */
export async function startWorker(store: Store, working: Working): Promise<Worker> {
  const id = randomUUID()
  const { topic } = working
  const busy = new Map<symbol, { readonly lane: string; readonly end: Promise<void> }>()
  let stopping = false
  /** It waits for nothing any more: what breaks off now is on record, and is done again. */
  let gone = false
  let lastSeen: Heartbeats = new Map()

  const waiting = new Set<string>()
  const { lanesAtOnce, shareOf = (lane) => ({ owner: lane, part: lane, isLow: false }) } = working

  const begin = (lane: string): void => {
    const name = Symbol(lane)
    const shift = {
      worker: id,
      lane,
      stopping: () => stopping,
      isOver: (done: number) => done >= TURN && waiting.size > 0,
    }
    const end = workLane(store, working, shift)
      .then((isLeft) => {
        if (isLeft && !stopping) waiting.add(lane)
      })
      .catch((error: unknown) => {
        if (!gone) working.onFailure(`Lane ${lane} of ${topic} broke off.`, error)
      })
      .finally(() => {
        busy.delete(name)
        beginNext()
      })
    busy.set(name, { lane, end })
  }
  /** Nobody waits for room here: a repository with a thousand lanes would keep everyone else out. */
  const beginNext = (): void => {
    for (;;) {
      const at = [...busy.values()].map(({ lane }) => lane)
      const next = stopping ? null : chooseLane(waiting, at, { lanesAtOnce, shareOf })
      if (next === null) return
      waiting.delete(next)
      begin(next)
    }
  }
  const start = async (lane: string): Promise<void> => {
    if (stopping || waiting.size >= MOST_WAITING) return
    waiting.add(lane)
    beginNext()
  }

  await store.transact((unit) => enterWorker(unit, id))
  const silence = await store.listen(topic, start)
  const list = (unit: Unit) => listOrphanedLanes(unit, { topic, now: working.now(), most: LANES_A_TICK })
  return {
    async look() {
      for (const { lane } of await store.transact(list)) await start(lane)
    },
    async tick() {
      const lying = await store.transact(async (unit) => {
        lastSeen = await sendHeartbeat(unit, id, lastSeen)
        await releaseAbandonedLanes(
          unit,
          id,
          [...busy.values()].map(({ lane }) => lane),
        )
        return list(unit)
      })
      for (const { lane } of lying) await start(lane)
    },
    async stop(timeout) {
      stopping = true
      const ends = [silence(), ...[...busy.values()].map(({ end }) => end)]
      await waitOrTimeOut(Promise.all(ends), timeout)
      gone = true
      await store
        .transact((unit) => leaveWorker(unit, id))
        .catch((error: unknown) => working.onFailure('A worker could not sign off.', error))
    },
  }
}

interface Shift {
  readonly worker: string
  readonly lane: string
  readonly stopping: () => boolean
  /** Whether others are to have the room after so much work. */
  readonly isOver: (done: number) => boolean
}

/** A task that counts as tried, and the lane that it is in. */
interface BegunTask {
  readonly claim: Claim
  readonly task: Task
}

/** Works one lane until nothing in it is due, or others are to have the room. @returns whether there may be more in it */
async function workLane(store: Store, working: Working, shift: Shift): Promise<boolean> {
  let next = await store.transact((unit) => claimTask(unit, working, shift))
  let done = 0
  const goOn: GoOn = async (unit, claim) => {
    if (shift.stopping()) return null
    return shift.isOver(done) ? giveBack(unit, claim) : takeNext(unit, claim, working.now())
  }
  try {
    while (next && !shift.stopping()) {
      done += 1
      next = await performTask(store, working, next, goOn)
    }
  } catch (error) {
    if (!(error instanceof LaneLost)) throw error
    return false
  }
  return !shift.stopping() && shift.isOver(done)
}

/** Takes a lane and begins what is due in it. @returns null where the lane is another's, or nothing is due */
async function claimTask(unit: Unit, { topic, now }: Working, shift: Shift): Promise<BegunTask | null> {
  const { lane, worker } = shift
  const claim = await claimLane(unit, { topic, lane, worker })
  return claim && takeNext(unit, claim, now())
}

/**
 * Goes on in a lane whose row this transaction has: with the next task, or else without the lane. Who comes for the
 * lane meanwhile waits for the commit, and finds it free then: nothing is left lying.
 */
async function takeNext(unit: Unit, held: Claim, now: number): Promise<BegunTask | null> {
  const task = await beginTask(unit, held, now)
  return task ? { claim: held, task } : giveBack(unit, held)
}

async function giveBack(unit: Unit, claim: Claim): Promise<null> {
  await releaseLane(unit, claim)
  return null
}

/** How it goes on after a task, in the transaction that settles it. */
type GoOn = (unit: Unit, claim: Claim) => Promise<BegunTask | null>

async function performTask(
  store: Store,
  { perform, retryPolicy, now }: Working,
  { claim, task }: BegunTask,
  goOn: GoOn,
): Promise<BegunTask | null> {
  try {
    const performed = await perform(task)
    return await store.transact(async (unit) =>
      goOn(unit, await settleTask(unit, claim, { task, performed, now: now() })),
    )
  } catch (error) {
    if (error instanceof LaneLost) throw error
    const problem = error instanceof Error ? error.message : String(error)
    return store.transact(async (unit) =>
      goOn(unit, await failTask(unit, claim, { task, problem, now: now(), retryPolicy })),
    )
  }
}

export async function waitOrTimeOut(work: Promise<unknown>, milliseconds: number): Promise<void> {
  const timeout = Promise.withResolvers<void>()
  const timer = setTimeout(timeout.resolve, milliseconds)
  await Promise.race([work, timeout.promise])
  clearTimeout(timer)
}
