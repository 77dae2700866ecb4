import type { Health } from '../store/database.ts'
import type { Performed, RetryPolicy, Task } from '../store/jobs/tasks.ts'
import { startWorker, type Worker, waitOrTimeOut } from '../store/jobs/worker.ts'
import { ANSWER, performAnswer } from './commands/answer.ts'
import type { RuntimeDependencies } from './context.ts'
import { DAY_MESSAGE, performDayMessage } from './effects/chats/calendar-messages.ts'
import { EPHEMERAL, performEphemeral } from './effects/chats/ephemeral-messages.ts'
import { performChatEffect } from './effects/chats/perform-chat-effect.ts'
import { performWeekSummary, WEEK_SUMMARY } from './effects/chats/week-summary.ts'
import { performReminder, performSlackReminder, REMIND, REMIND_IN_SLACK } from './effects/issue/reminders.ts'
import { createEffectHandler, giveUpEffect } from './effects/perform-effect.ts'
import { performTimer } from './effects/rollout/perform-timer.ts'
import { enqueueWebhooks } from './event-webhooks/enqueue-webhooks.ts'
import { SEND_WEBHOOK, sendWebhook } from './event-webhooks/send-webhook.ts'
import { DISCORD_REPLY, performDiscordReply } from './handlers/discord/reply.ts'
import { createInboxHandler, giveUpInbox } from './jobs/inbox.ts'
import { createLaneShares } from './jobs/limits/lane-shares.ts'
import { performInTrace } from './perform-in-trace.ts'
import { Later } from './ports/retry-later.ts'
import { createReconciler } from './reconciler.ts'
import { describeFailure, nameFailure } from './record/describe-failure.ts'
import { TIME_PASSED } from './record/timer.ts'

/** The program at work: what comes in is taken in, what follows is done, and what was missed is found. */
export interface Runtime {
  /** Runs a round of the reconciler now. */
  reconcile(): Promise<void>
  /** Whether the workers still look round. */
  health(): Health
  /** Takes nothing new, and waits so many milliseconds for what is under way. */
  stop(timeout: number): Promise<void>
}

export interface Pace {
  /** Between two beats of the workers, in milliseconds. */
  readonly tick: number
  /** Between two rounds of the reconciler, in milliseconds. */
  readonly reconcile: number
}

/** How often it is looked whether a time of a rollout has come, in milliseconds: it is told within two seconds. */
const TIMERS_MS = 1_000

/** A worker that is silent for three beats is taken for dead; a webhook that was lost is made up for in minutes. */
export const PACE: Pace = { tick: 5_000, reconcile: 180_000 }

/** Tried again after 1, 2, 4, … seconds, 300 at most: for about an hour and a half, and then people are told. */
const ATTEMPTS = 24
const LONGEST_SECONDS = 300
/** A chat may be down for days: each message is tried for about four, and soon after it is back. */
const MESSAGE_ATTEMPTS = 2_900
const LONGEST_MESSAGE_SECONDS = 120
/** Half of them for one repository at most, so that others always find one free. */
const LANES_AT_ONCE = 6
/** A server that is slow keeps no other rollout waiting. */
const ROLLOUT_LANES_AT_ONCE = 16
/** A rollback is tried again soon, however often it failed. */
const LONGEST_ROLLOUT_SECONDS = 15

/** Starts to work. The first round of the reconciler, for what came while nobody was there, is the caller's to ask for. */
export async function startRuntime(deps: RuntimeDependencies, pace: Pace = PACE): Promise<Runtime> {
  const { rollouts, others } = await startWorkers(deps)
  const workers = [rollouts, ...others]
  const rounds = createReconciler(deps)
  let ticked = performance.now()
  const tick = async () => {
    await Promise.all(workers.map((worker) => worker.tick()))
    ticked = performance.now()
  }
  const timers = [
    runEvery(pace.tick, tick, (error) =>
      createFailureLogger(deps)('The workers could not check for work.', error),
    ),
    runEvery(
      Math.min(pace.tick, TIMERS_MS),
      () => rollouts.look(),
      (error) => createFailureLogger(deps)('What is due in rollouts could not be looked for.', error),
    ),
    runEvery(
      pace.tick,
      () => enqueueWebhooks(deps),
      (error) => createFailureLogger(deps)('Events could not be handed to webhooks.', error),
    ),
    runEvery(pace.reconcile, rounds.run, () => undefined),
  ]
  await tick()
  return {
    reconcile: rounds.run,
    health: () => checkHealth(performance.now() - ticked, pace),
    async stop(timeout) {
      const rest = Promise.all([rounds.stop(), ...timers.map((timer) => timer.stop())])
      await Promise.all([waitOrTimeOut(rest, timeout), ...workers.map((worker) => worker.stop(timeout))])
    },
  }
}

/** Milliseconds that a beat may take besides the wait for it. */
const SLOWEST_HEARTBEAT = 15_000

function checkHealth(silent: number, { tick }: Pace): Health {
  if (silent < 3 * tick + SLOWEST_HEARTBEAT) return { kind: 'well' }
  return {
    kind: 'ill',
    refusal: {
      kind: 'repository',
      what: `The workers haven't checked for work for ${Math.round(silent / 1000)} seconds.`,
      next: 'Check the log for what they wait for. If nothing helps, restart the program: nothing is lost.',
    },
  }
}

async function startWorkers(
  deps: RuntimeDependencies,
): Promise<{ readonly rollouts: Worker; readonly others: readonly Worker[] }> {
  const { store, now } = deps
  const shares = createLaneShares()
  const { shareOf } = shares
  const working = { lanesAtOnce: LANES_AT_ONCE, shareOf, now, onFailure: createFailureLogger(deps) }
  const createRetryPolicy = (giveUp: RetryPolicy['giveUp']): RetryPolicy => ({
    attempts: ATTEMPTS,
    longest: LONGEST_SECONDS,
    giveUp,
  })
  const work = (perform: Perform) => performInTrace(deps, logFailures(deps, perform))
  const performEffect = createEffectHandler(deps)
  const others = [
    await startWorker(store, {
      ...working,
      topic: 'inbox',
      perform: work(createInboxHandler(deps, shares)),
      retryPolicy: createRetryPolicy((unit, task, problem) => giveUpInbox(deps, unit, { task, problem })),
    }),
    await startWorker(store, {
      ...working,
      topic: 'messages',
      perform: work((task) => performMessage(deps, task)),
      retryPolicy: {
        attempts: MESSAGE_ATTEMPTS,
        longest: LONGEST_MESSAGE_SECONDS,
        giveUp: async (_, { lane, key, attempt }, problem) =>
          deps.log.error(
            { release: parseReleaseLane(lane), message: key, attempts: attempt, problem },
            'A message was given up.',
          ),
      },
    }),
    await startWorker(store, {
      ...working,
      topic: 'effects',
      perform: work((task) => performAnswerOrEffect(deps, task, performEffect)),
      retryPolicy: createRetryPolicy((unit, task, problem) => giveUpEffect(deps, unit, { task, problem })),
    }),
  ]
  const rollouts = await startWorker(store, {
    ...working,
    lanesAtOnce: ROLLOUT_LANES_AT_ONCE,
    topic: 'rollouts',
    perform: work(async (task) =>
      task.type === TIME_PASSED ? performTimer(deps, task) : performEffect(task),
    ),
    retryPolicy: {
      ...createRetryPolicy((unit, task, problem) => giveUpEffect(deps, unit, { task, problem })),
      longest: LONGEST_ROLLOUT_SECONDS,
    },
  })
  return { rollouts, others }
}

/** What is done on GitHub: answers and reminders, and the effects of releases. */
function performAnswerOrEffect(
  deps: RuntimeDependencies,
  task: Task,
  performEffect: (task: Task) => Promise<Performed>,
): Promise<Performed> {
  switch (task.type) {
    case ANSWER:
      return performAnswer(deps, task)
    case REMIND:
      return performReminder(deps, task)
    default:
      return performEffect(task)
  }
}

function performMessage(deps: RuntimeDependencies, task: Task): Promise<Performed> {
  switch (task.type) {
    case EPHEMERAL:
      return performEphemeral(deps, task)
    case SEND_WEBHOOK:
      return sendWebhook(deps, task)
    case REMIND_IN_SLACK:
      return performSlackReminder(deps, task)
    case WEEK_SUMMARY:
      return performWeekSummary(deps, task)
    case DAY_MESSAGE:
      return performDayMessage(deps, task)
    case DISCORD_REPLY:
      return performDiscordReply(deps, task)
    default:
      return performChatEffect(deps, task)
  }
}

/** Each piece of work leaves a line, with the release that it belongs to; what fails does so each time. */
function logFailures(deps: RuntimeDependencies, perform: Perform): Perform {
  const { log } = deps
  return async (task) => {
    const about = {
      release: parseReleaseLane(task.lane),
      work: task.key,
      type: task.type,
      attempt: task.attempt,
    }
    try {
      const performed = await perform(task)
      log.info(about, performed.kind === 'done' ? 'A job is done.' : `It must wait: ${performed.why}`)
      return performed
    } catch (error) {
      if (error instanceof Later) {
        log.info(about, `It must wait: ${error.message}`)
        return { kind: 'later', at: error.at, why: error.message }
      }
      const problem = await describeFailure(deps, task, error)
      log.warn({ ...about, problem }, 'A job failed, and is retried.')
      // Whoever gives it up in the end says why, in the log too.
      throw new Error(problem, { cause: error })
    }
  }
}

/** `77:v2.0.1` of its lanes; null of those that belong to a repository. */
function parseReleaseLane(lane: string): string | null {
  return /^\d+:v[^:]*/.exec(lane)?.[0] ?? null
}

type Perform = (task: Task) => Promise<Performed>

function createFailureLogger({ log }: RuntimeDependencies) {
  return (what: string, error: unknown) =>
    log.error(
      { problem: error instanceof Error && 'kindOfFailure' in error ? nameFailure(error) : String(error) },
      what,
    )
}

interface Repeated {
  /** Begins it no more, and waits for the time that is under way. */
  stop(): Promise<void>
}

/** Never two at a time: a slow one makes the next come late. */
function runEvery(
  milliseconds: number,
  work: () => Promise<void>,
  onError: (error: unknown) => void,
): Repeated {
  let running: Promise<void> | null = null
  const timer = setInterval(() => {
    running ??= work()
      .catch(onError)
      .finally(() => {
        running = null
      })
  }, milliseconds)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
