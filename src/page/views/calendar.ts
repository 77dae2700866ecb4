import type { HttpRoute } from '../../http/route.ts'
import { type RepositoryCalendar, renderCalendarPage } from '../../messages/page/calendar-page.ts'
import { RELEASE_KINDS, toLocalDate } from '../../release/calendar/release-days.ts'
import type { Policy } from '../../release/policy.ts'
import type { CalendarState } from '../../release/schedule/calendar-events.ts'
import { listScheduledDays, type ScheduledDay } from '../../release/schedule/scheduled-days.ts'
import { loadCalendar } from '../../runtime/sync/calendar/calendar-record.ts'
import type { ReadableRepository } from '../access/readable.ts'
import type { PageDependencies } from '../page-context.ts'
import { replyPage } from '../reply-page.ts'
import { createSignedInRoute } from '../signed-in.ts'

/** Repositories of one page: each asks git now and then. */
const MOST_REPOSITORIES = 20
const DAY_S = 86_400
/** How far ahead days are looked for: most have enough in the shorter time, and each day takes the processor its time. */
const [SOON_S, AHEAD_S] = [42 * DAY_S, 120 * DAY_S]
const SHOWN_DAYS = 4

/** `/calendar`: the release days of what the viewer can read. */
export function createCalendarRoute(deps: PageDependencies): HttpRoute {
  return createSignedInRoute(deps, { path: '/calendar' }, async ({ readable, viewer }) => {
    const some = readable.slice(0, MOST_REPOSITORIES)
    const calendars = await Promise.all(some.map((where) => readCalendar(deps, where)))
    return replyPage(200, renderCalendarPage(calendars, { viewer, live: null }))
  })
}

async function readCalendar(
  deps: PageDependencies,
  { repo }: ReadableRepository,
): Promise<RepositoryCalendar> {
  const policy = await deps.readMainPolicy(repo)
  if (policy === null) return { repository: repo.fullName, shown: null }
  const { state } = await deps.store.transact((unit) => loadCalendar(unit, repo.ref.id))
  const today = toLocalDate(policy, deps.now()).toString()
  return {
    repository: repo.fullName,
    shown: { policy, state, today, days: listNextDays(policy, state, deps.now()) },
  }
}

/** The next days of each kind, skipped ones too, in their order. */
function listNextDays(policy: Policy, state: CalendarState, now: number): readonly ScheduledDay[] {
  const from = toLocalDate(policy, now).toString()
  return RELEASE_KINDS.flatMap((kind) => {
    const list = (ahead: number) => {
      const to = toLocalDate(policy, now + ahead).toString()
      return listScheduledDays(policy, state, { kind, from, to }).slice(0, SHOWN_DAYS)
    }
    const soon = list(SOON_S)
    return soon.length < SHOWN_DAYS ? list(AHEAD_S) : soon
  }).toSorted((one, other) => one.regular.localeCompare(other.regular, 'en'))
}
