import { formatCandidateName } from '../../release/changes/candidate.ts'
import type { CalendarLine, LineRelease } from '../../release/schedule/calendar-lines.ts'
import { describeBecause } from '../describe-because.ts'
import { formatList, toSentence } from '../wording.ts'

/** Says what waits for a later day on a line, and why: a sentence for each change. */
export function listWaiting({ release, left }: CalendarLine<LineRelease>): string[] {
  const waiting = (release?.waiting ?? []).map(
    ({ candidate, urgency, due }) =>
      `${formatCandidateName(candidate)}: ${describeBecause({ code: 'waits-for-day', urgency, due })}`,
  )
  const names = left.map(formatCandidateName)
  return names.length === 0
    ? waiting
    : [...waiting, `${formatList(names)} waited for a later day than the last.`]
}

/** Says what limits a line: a freeze, the end of its support. */
export function listLimits({ frozen, supportEnds }: CalendarLine<LineRelease>): string[] {
  return [
    ...(frozen === null ? [] : [`Frozen until ${frozen.until}: ${toSentence(frozen.because)}`]),
    ...(supportEnds === null ? [] : [`Supported until ${supportEnds}.`]),
  ]
}

/** Says how a line stands in one sentence, for a list. */
export function describeLineInCalendar(line: CalendarLine<LineRelease>): string {
  const { release } = line
  const stands = release === null ? 'a release opens when something is due.' : `${release.version} is open.`
  return [`${line.line}: ${stands}`, ...listWaiting(line), ...listLimits(line)].join(' ')
}
