import { RELEASE_KINDS, type ReleaseKind } from '../../release/calendar/release-days.ts'
import { listTurns, type Turn } from '../../release/calendar/rota.ts'
import type { Policy } from '../../release/policy.ts'
import type { CalendarEventOf, CalendarState, LineOutcome } from '../../release/schedule/calendar-events.ts'
import type { CalendarLine, LineRelease } from '../../release/schedule/calendar-lines.ts'
import type { CalendarView } from '../../release/schedule/calendar-view.ts'
import type { ScheduledDay } from '../../release/schedule/scheduled-days.ts'
import { joinBlocks } from '../github/markdown/fit.ts'
import { escapeAndShorten, formatProse } from '../github/markdown/inline.ts'
import { formatList, formatMinute } from '../wording.ts'
import { describeLineInCalendar } from './line-text.ts'

/** What of a calendar is shown: the next days of each kind, and what became of the last ones. */
export interface CalendarToShow {
  readonly policy: Policy
  readonly state: CalendarState
  readonly days: readonly ScheduledDay[]
  readonly lines: readonly CalendarLine<LineRelease>[]
  /** `2026-12-02`. */
  readonly today: string
}

const SHOWN_TURNS = 3
const SHOWN_PAST = 3

/** Renders the calendar of a repository as Markdown: a table of what is to come, the rota, and what became of the last days. */
export function renderCalendar({ policy, state, days, lines, today }: CalendarToShow): string {
  const { held } = state
  const turns = listTurns(policy.calendar.rota, { from: today, count: SHOWN_TURNS })
  return joinBlocks(
    `**Release calendar** (${escapeAndShorten(policy.calendar.timeZone)})`,
    state.startedAt === null
      ? 'Nothing opens by itself here before the repository has a `.github/release-captain.yml` or its first release.'
      : '',
    held === null
      ? ''
      : `> [!WARNING]\n> ${formatProse(`Held: no patch opens by itself until someone runs \`/release calendar resume\`. Reason: ${held.because}`)}`,
    renderFrozen(state, { lines, today }),
    renderDays(days),
    renderLines(lines),
    listUnplanned(days),
    turns.length === 0 ? '' : formatProse(`Release managers: ${formatList(turns.map(formatTurn))}.`),
    renderPast(state),
  )
}

function renderLines(lines: readonly CalendarLine<LineRelease>[]): string {
  if (lines.length === 0) return ''
  return ['**Lines**', '', ...lines.map((line) => `- ${formatProse(describeLineInCalendar(line))}`)].join(
    '\n',
  )
}

/** Lines that are listed say it themselves. */
function renderFrozen(
  { frozen }: CalendarState,
  { lines, today }: Pick<CalendarToShow, 'lines' | 'today'>,
): string {
  return [...frozen.values()]
    .filter(({ line, until }) => until >= today && !lines.some((one) => one.line === line))
    .map(({ line, until, because }) => `- ${formatProse(`${line} is frozen until ${until}: ${because}`)}`)
    .join('\n')
}

function renderDays(days: readonly ScheduledDay[]): string {
  const rows = days.map((day) => `| ${day.kind} | ${formatDate(day)} | ${formatProse(explainDay(day))} |`)
  return ['| release | date | |', '| --- | --- | --- |', ...rows].join('\n')
}

function formatDate({ slot, regular }: ScheduledDay): string {
  if (slot === null) return `~~${regular}~~`
  return slot.date === regular ? formatMinute(slot.at) : `${formatMinute(slot.at)} (not ${regular})`
}

type ExplainedDay = ScheduledDay | CalendarView['days'][number]

/** Says in a few words why a day is where it is, and what it takes. */
export function explainDay(day: ExplainedDay): string {
  const { change, blockedBy, slot } = day
  if (change?.type === 'DaySkipped' || change?.type === 'DayMoved') {
    const who = change.by.kind === 'person' ? ` by ${change.by.person.login}` : ''
    return `${change.type === 'DaySkipped' ? 'Skipped' : 'Moved'}${who}: ${change.because}`
  }
  if (blockedBy !== null) return slot === null ? `Skipped: ${blockedBy}` : `Moved: ${blockedBy}`
  return explainTakes(day)
}

function explainTakes({ kind, takes, slot }: ExplainedDay): string {
  if (kind !== 'patch' || slot === null) return ''
  const what = takes.length === 2 ? 'takes batch changes too' : `takes ${takes.join(', ')} changes`
  return slot.cutOff === slot.at ? what : `${what}, merged before ${formatMinute(slot.cutOff)}`
}

function listUnplanned(days: readonly ScheduledDay[]): string {
  const missing = RELEASE_KINDS.filter((kind) => !days.some((day) => day.kind === kind))
  return missing.map(explainMissing).join('\n')
}

function explainMissing(kind: ReleaseKind): string {
  return kind === 'major'
    ? 'No major release is planned. Plan its dates in `calendar.major.dates` of .github/release-captain.yml.'
    : `No ${kind} release is planned.`
}

function formatTurn({ manager, to }: Turn): string {
  return `${manager} until ${to}`
}

function renderPast({ handled }: CalendarState): string {
  const rows = handled
    .filter(({ stage, isLate }) => stage === 'due' && !isLate)
    .slice(-SHOWN_PAST)
    .toReversed()
    .map((event) => `- ${formatProse(describeHandledDay(event))}`)
  return rows.length === 0 ? '' : ['**Last days**', '', ...rows].join('\n')
}

/** Says what became of a release day, in one sentence. */
export function describeHandledDay({ kind, regular, lines, issue }: CalendarEventOf<'DayHandled'>): string {
  if (kind !== 'patch') return `${regular}: ${kind} release${issue === null ? '' : `, #${issue}`}.`
  if (lines.length === 0) return `${regular}: there is no line to release from yet.`
  return `${regular}: ${formatList(lines.map(describeLine))}.`
}

function describeLine({ line, outcome, version, later }: LineOutcome): string {
  const waits = later.length === 0 ? '' : ` (${formatList(later)} wait for a later day)`
  switch (outcome) {
    case 'opened':
      return `${version} opened${waits}`
    case 'joined':
      return `${version} has its day${waits}`
    case 'under-way':
      return `${version} is under way`
    case 'nothing':
      return `nothing is due on line ${line}${waits}`
    case 'refused':
      return `line ${line} couldn't be opened`
  }
}
