import type { Health } from '../store/database.ts'
import type { Patience, Performed, Task } from '../store/tasks.ts'
import { startWorker, type Worker } from '../store/worker.ts'
import { performChatEffect } from './chats/performing.ts'
import { performWhisper, WHISPER } from './chats/whispering.ts'
import { ANSWER, performAnswer } from './commands/answering.ts'
import { effectPerformer, giveUpEffect } from './effects/perform-effect.ts'
import { giveUpInbox, inboxPerformer } from './inbox.ts'
import { Later } from './ports/later.ts'
import { reconciler } from './reconcile.ts'
import type { World } from './world.ts'

/** The program at work: what comes in is taken in, what follows is done, and what was missed is found. */
export interface Runtime {
  /** Runs a round of the reconciler now. */
  reconcile(): Promise<void>
  /** Whether the workers still look round. */
  health(): Health
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
const LONGEST_SECONDS = 300
/** A chat may be down for days: each message is tried for about four, and soon after it is back. */
const MESSAGE_ATTEMPTS = 2_900
const LONGEST_MESSAGE_SECONDS = 120
const LANES_AT_ONCE = 4

/** Starts to work. The first round of the reconciler, for what came while nobody was there, is the caller's to ask for. */
export async function startRuntime(world: World, pace: Pace = PACE): Promise<Runtime> {
  const workers = await startWorkers(world)
  const rounds = reconciler(world)
  let ticked = performance.now()
  const tick = async () => {
    await Promise.all(workers.map((worker) => worker.tick()))
    ticked = performance.now()
  }
  const timers = [
    every(pace.tick, tick, (error) => trouble(world)('The workers could not look round.', error)),
    every(pace.reconcile, rounds.run, () => undefined),
  ]
  await tick()
  return {
    reconcile: rounds.run,
    health: () => healthOf(performance.now() - ticked, pace),
    async stop(patience) {
      for (const timer of timers) clearInterval(timer)
      await Promise.all(workers.map((worker) => worker.stop(patience)))
    },
  }
}

/** Milliseconds that a beat may take besides the wait for it. */
const SLOWEST_BEAT = 15_000

function healthOf(silent: number, { tick }: Pace): Health {
  if (silent < 3 * tick + SLOWEST_BEAT) return { kind: 'well' }
  return {
    kind: 'ill',
    refusal: {
      kind: 'repository',
      what: `The workers have not looked round for ${Math.round(silent / 1000)} seconds.`,
      next: 'See in the log what they wait for; where nothing helps, start the program again: nothing is lost.',
    },
  }
}

async function startWorkers(world: World): Promise<readonly Worker[]> {
  const { store, now } = world
  const working = { lanesAtOnce: LANES_AT_ONCE, now, onTrouble: trouble(world) }
  const patience = (giveUp: Patience['giveUp']): Patience => ({
    attempts: ATTEMPTS,
    longest: LONGEST_SECONDS,
    giveUp,
  })
  const performEffect = effectPerformer(world)
  return [
    await startWorker(store, {
      ...working,
      topic: 'inbox',
      perform: watched(world, inboxPerformer(world)),
      patience: patience((unit, task, problem) => giveUpInbox(world, unit, { task, problem })),
    }),
    await startWorker(store, {
      ...working,
      topic: 'messages',
      perform: watched(world, (task) =>
        task.type === WHISPER ? performWhisper(world, task) : performChatEffect(world, task),
      ),
      patience: {
        attempts: MESSAGE_ATTEMPTS,
        longest: LONGEST_MESSAGE_SECONDS,
        giveUp: async (_, { lane, key, attempt }, problem) =>
          world.log.error(
            { release: releaseIn(lane), message: key, attempts: attempt, problem },
            'A message was given up.',
          ),
      },
    }),
    await startWorker(store, {
      ...working,
      topic: 'effects',
      perform: watched(world, (task) =>
        task.type === ANSWER ? performAnswer(world, task) : performEffect(task),
      ),
      patience: patience((unit, task, problem) => giveUpEffect(world, unit, { task, problem })),
    }),
  ]
}

/** Each piece of work leaves a line, with the release that it belongs to; what fails does so each time. */
function watched({ log }: World, perform: Perform): Perform {
  return async (task) => {
    const about = { release: releaseIn(task.lane), work: task.key, type: task.type, attempt: task.attempt }
    try {
      const performed = await perform(task)
      log.info(
        about,
        performed.kind === 'done' ? 'A piece of work is done.' : `It has to wait: ${performed.why}`,
      )
      return performed
    } catch (error) {
      if (error instanceof Later) {
        log.info(about, `It has to wait: ${error.message}`)
        return { kind: 'later', at: error.at, why: error.message }
      }
      const problem = error instanceof Error ? error.message : String(error)
      log.warn({ ...about, problem }, 'A piece of work failed, and is tried again.')
      throw error
    }
  }
}

/** `77:v2.0.1` of its lanes; null of those that belong to a repository. */
function releaseIn(lane: string): string | null {
  return /^\d+:v[^:]*/.exec(lane)?.[0] ?? null
}

type Perform = (task: Task) => Promise<Performed>

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
