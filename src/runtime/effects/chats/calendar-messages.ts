import { z } from 'zod'
import { renderDayMessage } from '../../../messages/slack/day-message.ts'
import type { SlackMessage } from '../../../messages/slack/format/blocks.ts'
import type { Policy } from '../../../release/policy.ts'
import { type CalendarEvent, calendarEventSchema } from '../../../release/schedule/calendar-events.ts'
import { enqueue } from '../../../store/jobs/outbox.ts'
import { type Performed, TASK_DONE, type Task } from '../../../store/jobs/tasks.ts'
import type { Unit } from '../../../store/transaction.ts'
import type { RuntimeDependencies } from '../../context.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import { formatChannel } from '../../record/execute-command.ts'
import { upsertMessage } from './upsert-message.ts'

/** The type of the job that tells the team what became of a release day. */
export const DAY_MESSAGE = 'day-message'

const schema = z.strictObject({
  channel: z.string(),
  name: z.string(),
  webUrl: z.string(),
  event: calendarEventSchema,
})

interface DayToTell {
  readonly repo: Pick<GitHubRepository, 'ref' | 'fullName' | 'webUrl'>
  readonly policy: Pick<Policy, 'channels'>
  readonly event: CalendarEvent
  /** Seconds since 1970. */
  readonly at: number
}

/**
 * Has the team told of a release day where no release tells it: nothing was due, or an issue reminds of a minor or
 * major release.
 */
export async function enqueueDayMessages(unit: Unit, { repo, policy, event, at }: DayToTell): Promise<void> {
  if (event.type !== 'DayHandled' || event.isLate || isToldElsewhere(event)) return
  const channels = policy.channels.filter(({ medium, audience }) => medium === 'slack' && audience === 'team')
  const { id } = repo.ref
  await enqueue(
    unit,
    channels.map(({ name: channel }) => ({
      topic: 'messages',
      source: `calendar ${id}`,
      key: `${event.kind}:${event.regular}:${event.stage}:${channel}`,
      lane: `${id}:calendar:slack #${channel}`,
      type: DAY_MESSAGE,
      payload: JSON.stringify({ channel, name: repo.fullName, webUrl: repo.webUrl, event }),
      addedAt: at,
      at: null,
    })),
  )
}

function isToldElsewhere({ kind, lines }: Extract<CalendarEvent, { type: 'DayHandled' }>): boolean {
  return kind === 'patch' && lines.some(({ outcome }) => outcome === 'opened' || outcome === 'joined')
}

/** Tells the team in its channel, once. */
export async function performDayMessage(deps: RuntimeDependencies, task: Task): Promise<Performed> {
  const { channel, event, ...repository } = schema.parse(JSON.parse(task.payload))
  if (event.type !== 'DayHandled') return TASK_DONE
  return postToTeam(deps, task, { channel, message: renderDayMessage(event, repository) })
}

/** Posts a message by itself in a channel of the team's; the job's key is its mark. */
export async function postToTeam(
  deps: RuntimeDependencies,
  task: Task,
  { channel, message }: { readonly channel: string; readonly message: SlackMessage },
): Promise<Performed> {
  const { slack } = deps.chats
  if (!slack) return TASK_DONE
  const { write } = await upsertMessage(deps, {
    chat: slack,
    place: formatChannel({ medium: 'slack', name: channel, audience: 'team' }),
    channel: await slack.resolveChannel(channel),
    thread: null,
    mark: `${task.source}:${task.key}`,
    message,
    since: task.addedAt - SKEW,
    missing: 'post',
    triedBefore: task.attempt > 1,
  })
  return { kind: 'done', write }
}

/** Seconds by which clocks may differ. */
const SKEW = 300
