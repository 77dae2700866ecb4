import type { Patience } from '../store/tasks.ts'
import { startWorker, type Worker } from '../store/worker.ts'
import { ANSWER, performAnswer } from './commands/answering.ts'
import { effectPerformer, giveUpEffect } from './effects/perform-effect.ts'
import { giveUpInbox, inboxPerformer } from './inbox.ts'
import { reconciler } from './reconcile.ts'
import type { World } from './world.ts'

/** The program at work: what comes in is taken in, what follows is done, and what was missed is found. */
export interface Runtime {
  /** Runs a round of the reconciler now. */
  reconcile(): Promise<void>
  /** When the workers last looked round, in seconds since 1970. */
  lastTick(): number
  /** Takes nothing new, and waits so many milliseconds for what is under way. */
  stop(patience: number): Promise<void>
}

export interface Pace {
  /** Between two beats of the workers, in milliseconds. */
  readonly tick: number
  /** Between two rounds of the reconciler, in milliseconds. */
  readonly reconcile: number
}

/** A worker that is silent for three beats is taken for dead; a webhook that was lost is made up for in minutes. */
export const PACE: Pace = { tick: 5_000, reconcile: 180_000 }

/** Tried again after 1, 2, 4, … seconds, 300 at most: for about an hour and a half, and then people are told. */
const ATTEMPTS = 24
const LANES_AT_ONCE = 4

/** Starts to work: at once with a round of the reconciler, for what came while nobody was there. */
export async function startRuntime(world: World, pace: Pace = PACE): Promise<Runtime> {
  const workers = await startWorkers(world)
  const rounds = reconciler(world)
  let ticked = world.now()
  const tick = async () => {
    await Promise.all(workers.map((worker) => worker.tick()))
    ticked = world.now()
  }
  const timers = [
    every(pace.tick, tick, (error) => trouble(world)('The workers could not look round.', error)),
    every(pace.reconcile, rounds.run, () => undefined),
  ]
  await tick()
  void rounds.run()
  return {
    reconcile: rounds.run,
    lastTick: () => ticked,
    async stop(patience) {
      for (const timer of timers) clearInterval(timer)
      await Promise.all(workers.map((worker) => worker.stop(patience)))
    },
  }
}

async function startWorkers(world: World): Promise<readonly Worker[]> {
  const { store, now } = world
  const working = { lanesAtOnce: LANES_AT_ONCE, now, onTrouble: trouble(world) }
  const patience = (giveUp: Patience['giveUp']): Patience => ({ attempts: ATTEMPTS, giveUp })
  const performEffect = effectPerformer(world)
  return [
    await startWorker(store, {
      ...working,
      topic: 'inbox',
      perform: inboxPerformer(world),
      patience: patience((unit, task, problem) => giveUpInbox(world, unit, { task, problem })),
    }),
    await startWorker(store, {
      ...working,
      topic: 'effects',
      perform: (task) => (task.type === ANSWER ? performAnswer(world, task) : performEffect(task)),
      patience: patience((unit, task, problem) => giveUpEffect(world, unit, { task, problem })),
    }),
  ]
}

function trouble({ log }: World) {
  return (what: string, error: unknown) =>
    log.error({ problem: error instanceof Error ? error.message : String(error) }, what)
}

/** Never two at a time: a slow one makes the next come late. */
function every(milliseconds: number, work: () => Promise<void>, onError: (error: unknown) => void) {
  let busy = false
  return setInterval(() => {
    if (busy) return
    busy = true
    work()
      .catch(onError)
      .finally(() => {
        busy = false
      })
  }, milliseconds)
}
