import type { CalendarEventOf } from '../../release/schedule/calendar-events.ts'
import { describeHandledDay } from '../calendar/calendar-text.ts'
import type { SlackMessage } from './format/blocks.ts'
import { escapeMrkdwn, formatLink, formatSlackProse } from './format/escape.ts'
import { createMessage, createSection } from './format/fit.ts'

/** What the team reads of a release day that has no release of its own to read it in. */
export function renderDayMessage(
  event: CalendarEventOf<'DayHandled'>,
  { name, webUrl }: { readonly name: string; readonly webUrl: string },
): SlackMessage {
  const text = describeHandledDay(event)
  const where = event.issue === null ? '' : formatLink(`${webUrl}/issues/${event.issue}`, 'Open the issue')
  const title = escapeMrkdwn(name, 140)
  return createMessage(`${title}: ${formatSlackProse(text)}`, [
    createSection(`*${title}*`, formatSlackProse(text), where),
  ])
}
