import type { CalendarAction } from '../../../chatops/request.ts'
import { describeCalendarChange } from '../../../messages/calendar/calendar-change.ts'
import { renderCalendar } from '../../../messages/calendar/calendar-text.ts'
import { toLocalDate } from '../../../release/calendar/release-days.ts'
import { refuseRole } from '../../../release/lifecycle/rules/roles.ts'
import type { Person } from '../../../release/lifecycle/who.ts'
import type { Policy } from '../../../release/policy.ts'
import type { CalendarEventOf, CalendarState } from '../../../release/schedule/calendar-events.ts'
import { listCalendarLines } from '../../../release/schedule/calendar-lines.ts'
import { listComingDays } from '../../../release/schedule/calendar-view.ts'
import { type CalendarCommand, decideCalendar } from '../../../release/schedule/decide-calendar.ts'
import { toFreeze } from '../../../release/schedule/frozen-lines.ts'
import { listOpenReleases, listReleases } from '../../../store/events/releases.ts'
import type { Unit } from '../../../store/transaction.ts'
import { fetchTerms } from '../../github-state/create-open-command.ts'
import { executeCommand } from '../../record/execute-command.ts'
import { type KnownRelease, toKnownRelease } from '../../record/release-summary.ts'
import { loadCalendar, loadLockedCalendar, recordCalendarEvent } from '../../sync/calendar/calendar-record.ts'
import { enqueueCalendarLook } from '../../sync/calendar/next-looks.ts'
import { fetchAsker } from '../asker.ts'
import type { CommandContext, CommandOutcome, Prepared, RequestNamed } from '../command-context.ts'

type CalendarRequest = RequestNamed<'calendar' | 'freeze' | 'unfreeze'>

/** `/release calendar`: everyone sees it; who runs releases changes it, by the roles of the policy on main. */
export async function prepareCalendar(request: CalendarRequest, context: CommandContext): Promise<Prepared> {
  const { deps, repo } = context
  const { policy } = await deps.git.readGround({ url: await repo.createGitUrl() })
  if (request.name === 'calendar' && request.action === 'show')
    return async (unit) => {
      const { state } = await loadCalendar(unit, repo.ref.id)
      const open = await readOpenOnLines(unit, repo.ref.id)
      return { kind: 'shown', text: showCalendar(policy, { state, open }, context.at) }
    }
  const terms = await fetchTerms(repo, policy)
  const asker = await fetchAsker(context, terms)
  const refusal = refuseRole('captain', asker, terms)
  if (refusal) return async () => ({ kind: 'refused', refusal })
  return (unit) => changeCalendar(unit, context, { request, policy, person: asker.person })
}

const SHOWN_DAYS = { patch: 4, minor: 2, major: 2 } as const

/** Renders the next days of a calendar. */
function showCalendar(
  policy: Policy,
  { state, open }: { readonly state: CalendarState; readonly open: readonly KnownRelease[] },
  now: number,
): string {
  const days = listComingDays(policy, state, { now, most: SHOWN_DAYS })
  const today = toLocalDate(policy, now).toString()
  return renderCalendar({
    policy,
    state,
    days,
    today,
    lines: listCalendarLines({ policy, state, open, today }),
  })
}

/** Of releases under embargo the calendar says nothing: everybody may read it. */
async function readOpenOnLines(unit: Unit, repository: number): Promise<KnownRelease[]> {
  const open = await listOpenReleases(unit, String(repository))
  return open.filter(({ embargoed }) => !embargoed).map(toKnownRelease)
}

interface CalendarChange {
  readonly request: CalendarRequest
  readonly policy: Policy
  readonly person: Person
}

async function changeCalendar(
  unit: Unit,
  { repo, at }: CommandContext,
  { request, policy, person }: CalendarChange,
): Promise<CommandOutcome> {
  const { id } = repo.ref
  const calendar = await loadLockedCalendar(unit, id)
  const decision = decideCalendar({ policy, state: calendar.state }, toCalendarCommand(request), {
    at,
    person,
  })
  if (decision.kind === 'refused') return decision
  const { event } = decision
  const after = await recordCalendarEvent(unit, id, { calendar, event })
  if (event.type === 'LineFrozen' || event.type === 'LineUnfrozen')
    await tellReleases(unit, id, { event, person, timeZone: policy.calendar.timeZone })
  const because = `said-${after.events.length}`
  await enqueueCalendarLook(unit, { repository: id, because, now: at })
  return { kind: 'shown', text: describeCalendarChange(event) }
}

/** Each open release of the line shows the freeze. */
async function tellReleases(
  unit: Unit,
  repository: number,
  {
    event,
    person,
    timeZone,
  }: {
    readonly event: CalendarEventOf<'LineFrozen' | 'LineUnfrozen'>
    readonly person: Person
    readonly timeZone: string
  },
): Promise<void> {
  const known = (await listReleases(unit, String(repository))).map(toKnownRelease)
  const freeze = event.type === 'LineFrozen' ? toFreeze(event, timeZone) : null
  for (const { id, line, status } of known)
    if (status === 'open' && line === event.line)
      await executeCommand(unit, id, { type: 'LineFreezeChanged', at: event.at, by: person, freeze })
}

function toCalendarCommand(request: CalendarRequest): CalendarCommand {
  if (request.name === 'freeze') return { type: 'Freeze', ...request }
  if (request.name === 'unfreeze') return { type: 'Unfreeze', line: request.line }
  const { action, kind, date, to, because } = request
  const reason = because ?? ''
  switch (action satisfies CalendarAction) {
    case 'skip':
      return { type: 'Skip', kind, date, because: reason }
    case 'move':
      return { type: 'Move', kind, date, to: to ?? '', because: reason }
    case 'hold':
      return { type: 'Hold', because: reason }
    case 'show':
    case 'resume':
      return { type: 'Resume', kind, date }
  }
}
