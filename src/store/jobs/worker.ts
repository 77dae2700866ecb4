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

/** Works one lane until nothing in it is due, or others are to have the room. @returns whether there may be more in it */
async function workLane(store: Store, working: Working, shift: Shift): Promise<boolean> {
  const { topic, now } = working
  const { worker, lane } = shift
  try {
    let begun = await store.transact(async (unit) => {
      const claim = await claimLane(unit, { topic, lane, worker })
      return claim && beginOrRelease(unit, claim, now())
    })
    for (let done = 1; begun !== null; done += 1) {
      const { claim } = begun
      await performTask(store, working, begun)
      if (shift.stopping()) return false
      if (shift.isOver(done) && (await store.transact((unit) => releaseLane(unit, claim)))) return true
      begun = await store.transact((unit) => beginOrRelease(unit, claim, now()))
    }
  } catch (error) {
    if (!(error instanceof LaneLost)) throw error
  }
  return false
}

/** A task of a lane that is held. */
interface BegunTask {
  readonly claim: Claim
  readonly task: Task
}

/** Begins what is next in a lane; null where nothing is due, and then the lane is given back in the same transaction. */
async function beginOrRelease(unit: Unit, held: Claim, now: number): Promise<BegunTask | null> {
  const { claim, task } = await beginTask(unit, held, now)
  if (task) return { claim, task }
  await releaseLane(unit, claim)
  return null
}

async function performTask(
  store: Store,
  { perform, retryPolicy, now }: Working,
  { claim, task }: BegunTask,
): Promise<void> {
  try {
    const performed = await perform(task)
    await store.transact((unit) => settleTask(unit, claim, { task, performed, now: now() }))
  } catch (error) {
    if (error instanceof LaneLost) throw error
    const problem = error instanceof Error ? error.message : String(error)
    await store.transact((unit) => failTask(unit, claim, { task, problem, now: now(), retryPolicy }))
  }
}

export async function waitOrTimeOut(work: Promise<unknown>, milliseconds: number): Promise<void> {
  const timeout = Promise.withResolvers<void>()
  const timer = setTimeout(timeout.resolve, milliseconds)
  await Promise.race([work, timeout.promise])
  clearTimeout(timer)
}
