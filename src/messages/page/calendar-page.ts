import { listTurns } from '../../release/calendar/rota.ts'
import type { Policy } from '../../release/policy.ts'
import type { CalendarState } from '../../release/schedule/calendar-events.ts'
import type { CalendarLine, LineRelease } from '../../release/schedule/calendar-lines.ts'
import type { ScheduledDay } from '../../release/schedule/scheduled-days.ts'
import { describeHandledDay, explainDay } from '../calendar/calendar-text.ts'
import { listLimits, listWaiting } from '../calendar/line-text.ts'
import { formatMinute } from '../wording.ts'
import { type Html, html, renderProse } from './html.ts'
import { type PageFrame, renderLayout } from './layout.ts'
import type { ReleaseBadge } from './release/release-list.ts'

/** A release that is open on a line. */
interface ShownLineRelease extends LineRelease {
  readonly state: ReleaseBadge
}

/** The calendar of one repository. */
export interface RepositoryCalendar {
  readonly repository: string
  /** Null where the config on main can't be read: then its days are unknown. */
  readonly shown: {
    readonly policy: Policy
    readonly state: CalendarState
    readonly days: readonly ScheduledDay[]
    readonly lines: readonly CalendarLine<ShownLineRelease>[]
    /** `2026-12-02` */
    readonly today: string
  } | null
}

const SHOWN_TURNS = 3
const SHOWN_PAST = 5

/** Renders the release days of every repository that the viewer can read. */
export function renderCalendarPage(
  calendars: readonly RepositoryCalendar[],
  frame: Omit<PageFrame, 'title' | 'section'>,
): Html {
  return renderLayout(
    { ...frame, title: 'Calendar', section: 'calendar' },
    html`<h1>Calendar</h1>
<p class="soft">When the next releases open. <code>/release calendar</code> skips, moves or holds a day.</p>
${calendars.length === 0 ? html`<p>You can't read any repository that has a release here.</p>` : null}
${calendars.map(renderOne)}`,
  )
}

function renderOne({ repository, shown }: RepositoryCalendar): Html {
  if (shown === null)
    return html`<h2>${repository}</h2><p>The config on main can't be read, so its release days are unknown.</p>`
  const { policy, state, days, lines, today } = shown
  const turns = listTurns(policy.calendar.rota, { from: today, count: SHOWN_TURNS })
  const past = state.handled.filter(({ stage, isLate }) => stage === 'due' && !isLate).slice(-SHOWN_PAST)
  return html`<h2>${repository}</h2>
${state.held === null ? null : html`<p class="notice busy">Held: no patch opens by itself. ${state.held.because}</p>`}
<div class="scroll" role="region" aria-label="${`Release days of ${repository}`}" tabindex="0"><table>
<caption>Next days, in ${policy.calendar.timeZone}</caption>
<thead><tr><th scope="col">Release</th><th scope="col">Opens</th><th scope="col">Note</th></tr></thead>
<tbody>${days.map(renderDay)}</tbody></table></div>
${renderLines(repository, lines)}
${turns.length === 0 ? null : html`<p>Release managers: ${turns.map(({ manager, to }) => `${manager} until ${to}`).join(', ')}.</p>`}
${past.length === 0 ? null : html`<h3>Last days</h3><ul>${past.toReversed().map((day) => html`<li>${renderProse(describeHandledDay(day))}</li>`)}</ul>`}`
}

function renderLines(repository: string, lines: readonly CalendarLine<ShownLineRelease>[]): Html | null {
  if (lines.length === 0) return null
  return html`<div class="scroll" role="region" aria-label="${`Lines of ${repository}`}" tabindex="0"><table>
<caption>Lines</caption>
<thead><tr><th scope="col">Line</th><th scope="col">Release</th><th scope="col">Waits for a later day</th><th scope="col">Limits</th></tr></thead>
<tbody>${lines.map((line) => renderLine(repository, line))}</tbody></table></div>`
}

function renderLine(repository: string, line: CalendarLine<ShownLineRelease>): Html {
  const { release } = line
  const stands =
    release === null
      ? html`opens when something is due`
      : html`<a href="${`/releases/${repository}/${release.version}`}">${release.version}</a>, ${release.state.text}`
  const renderSentences = (all: readonly string[]) =>
    html`${all.map((one) => html`<div>${renderProse(one)}</div>`)}`
  return html`<tr><th scope="row">${line.line}</th><td>${stands}</td><td>${renderSentences(listWaiting(line))}</td><td>${renderSentences(listLimits(line))}</td></tr>`
}

function renderDay(day: ScheduledDay): Html {
  const { kind, slot, regular } = day
  const when = slot === null ? `not on ${regular}` : formatMinute(slot.at)
  return html`<tr><th scope="row">${kind}</th><td>${when}</td><td>${renderProse(explainDay(day))}</td></tr>`
}
