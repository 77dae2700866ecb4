import { describeReminder, type RemindersOfOne } from '../reminders/reminder-text.ts'
import type { SlackMessage } from './format/blocks.ts'
import { escapeMrkdwn, formatLink, formatSlackProse, mentionInSlack } from './format/escape.ts'
import { createMessage, createSection } from './format/fit.ts'

interface ReminderInSlack extends RemindersOfOne {
  /** Their id in Slack, where it is known. */
  readonly user: string | null
  readonly repository: string
  /** The page of the tracking issue. */
  readonly issueUrl: string
}

const MOST = 10

/** What one person is reminded of, in a channel of the team's. */
export function renderReminderMessage(input: ReminderInSlack): SlackMessage {
  const { user, login, repository, version, reminders, now, issueUrl } = input
  const whom = user === null ? escapeMrkdwn(login, 60) : mentionInSlack(user)
  const title = `${escapeMrkdwn(repository, 140)} ${escapeMrkdwn(version, 60)}`
  return createMessage(`${whom}: ${title} waits for you`, [
    createSection(
      `${whom}: ${formatLink(issueUrl, `${repository} ${version}`)} waits for you.`,
      ...reminders.slice(0, MOST).map((one) => `• ${formatSlackProse(describeReminder(one, version, now))}`),
    ),
  ])
}
