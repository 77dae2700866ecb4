import { z } from 'zod'
import { renderWeekSummary } from '../../../messages/slack/week-summary.ts'
import { findWeekStart } from '../../../release/calendar/weeks.ts'
import { summarizeMeasures } from '../../../release/measures/measures.ts'
import type { Policy } from '../../../release/policy.ts'
import { enqueue } from '../../../store/jobs/outbox.ts'
import { type Performed, TASK_DONE, type Task } from '../../../store/jobs/tasks.ts'
import type { Unit } from '../../../store/transaction.ts'
import type { RuntimeDependencies } from '../../context.ts'
import { readFigures } from '../../record/read-figures.ts'
import { postToTeam } from './calendar-messages.ts'

/** The type of the job that sums up a week for the team. */
export const WEEK_SUMMARY = 'week-summary'

const targets = z.strictObject({
  timeToPatchBelowSeconds: z.number(),
  deploymentTimeBelowSeconds: z.number(),
  rollbackRateBelowPercent: z.number(),
  successRateAbovePercent: z.number(),
})
const schema = z.strictObject({ repository: z.int(), channel: z.string(), to: z.number(), targets })

interface WeekToTell {
  readonly repository: number
  readonly policy: Policy
  /** Since when the calendar is watched, in seconds since 1970: an earlier week isn't told. */
  readonly startedAt: number
  readonly now: number
}

/** Has the team told how the last week went: on Mondays, once. */
export async function enqueueWeekSummary(
  unit: Unit,
  { repository, policy, startedAt, now }: WeekToTell,
): Promise<void> {
  const { monday, at } = findWeekStart(policy, now)
  const channel = policy.channels.find(({ medium, audience }) => medium === 'slack' && audience === 'team')
  if (at <= startedAt || channel === undefined) return
  await enqueue(unit, [
    {
      topic: 'messages',
      source: `calendar ${repository}`,
      key: `week:${monday}`,
      lane: `${repository}:calendar:slack #${channel.name}`,
      type: WEEK_SUMMARY,
      payload: JSON.stringify({ repository, channel: channel.name, to: at, targets: policy.measures }),
      addedAt: now,
      at: null,
    },
  ])
}

const DAY = 86_400
/** As `/release metrics` without a number. */
const LONG_DAYS = 90

/** Tells it, where there was a release in a quarter. */
export async function performWeekSummary(deps: RuntimeDependencies, task: Task): Promise<Performed> {
  const { repository, channel, to, targets: goals } = schema.parse(JSON.parse(task.payload))
  const period = { from: to - LONG_DAYS * DAY, to }
  const figures = await deps.store.transact((unit) => readFigures(unit, repository, period))
  const measures = summarizeMeasures(figures, period, goals)
  if (measures.releases === 0) return TASK_DONE
  const repo = await deps.github.openRepository(repository)
  const week = figures.filter(({ countedAt }) => countedAt >= to - 7 * DAY && countedAt < to)
  const message = renderWeekSummary({ repository: repo.fullName, week, measures, days: LONG_DAYS })
  return postToTeam(deps, task, { channel, message })
}
