import { formatCandidateName } from '../../release/changes/candidate.ts'
import type { Reminder, Wanted } from '../../release/schedule/reminders.ts'
import { mention } from '../github/comments/answer.ts'
import { formatProse } from '../github/markdown/inline.ts'
import { describeStored } from '../missing-text.ts'
import { formatSubject } from '../release/opened-release.ts'
import { limitRows } from '../text/limit-rows.ts'
import { formatSpan } from '../wording.ts'

/** What one person is reminded of, for one release. */
export interface RemindersOfOne {
  readonly login: string
  readonly version: string
  readonly reminders: readonly Reminder[]
  /** Seconds since 1970. */
  readonly now: number
}

const MOST = 20

/** Renders a reminder as a comment that mentions the person. */
export function renderReminder({ login, version, reminders, now }: RemindersOfOne): string {
  const rows = reminders.map((one) => `- ${formatProse(describeReminder(one, version, now))}`)
  return [
    `${mention(login)}, ${version} waits for you:`,
    '',
    ...limitRows(rows, MOST, (more) => `- … and ${more} more`),
    '',
    'You are reminded once a day at most.',
  ].join('\n')
}

/** Says what is missing and for how long, with code in backquotes. */
export function describeReminder(
  { wanted, since, isEscalated }: Reminder,
  version: string,
  now: number,
): string {
  const whose = isEscalated ? ' Its owner was reminded.' : ''
  return `${describeWanted(wanted, version)} (for ${formatSpan(now - since)})${whose}`
}

function describeWanted(wanted: Wanted, version: string): string {
  switch (wanted.code) {
    case 'conflict': {
      const name = formatCandidateName(wanted.candidate)
      return wanted.pullRequest === null
        ? `${name} conflicts: resolve it`
        : `${name} conflicts: resolve it in #${wanted.pullRequest}`
    }
    case 'question':
      return `${formatSubject(wanted.subject, version)} needs a go: ask an approver`
    default:
      return describeStored(wanted)
  }
}
