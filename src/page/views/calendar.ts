import type { HttpRoute } from '../../http/route.ts'
import { type RepositoryCalendar, renderCalendarPage } from '../../messages/page/calendar-page.ts'
import { describeBadge } from '../../messages/page/release/describe-badge.ts'
import { RELEASE_KINDS, toLocalDate } from '../../release/calendar/release-days.ts'
import type { Policy } from '../../release/policy.ts'
import type { CalendarState } from '../../release/schedule/calendar-events.ts'
import { listCalendarLines } from '../../release/schedule/calendar-lines.ts'
import { listScheduledDays, type ScheduledDay } from '../../release/schedule/scheduled-days.ts'
import { toKnownRelease } from '../../runtime/record/release-summary.ts'
import { loadCalendar } from '../../runtime/sync/calendar/calendar-record.ts'
import { listRecentReleases } from '../../store/events/recent-releases.ts'
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
  const listDays = rememberDays()
  return createSignedInRoute(deps, { path: '/calendar' }, async ({ readable, viewer }) => {
    const some = readable.slice(0, MOST_REPOSITORIES)
    const open = await readOpenReleases(deps, some)
    const calendars = await Promise.all(some.map((where) => readCalendar(deps, where, { open, listDays })))
    return replyPage(200, renderCalendarPage(calendars, { viewer, live: null }))
  })
}

/** Open releases of all of these repositories that are looked at: those with the latest news. */
const MOST_OPEN = 100

/** Reads the open releases that the viewer may see, each with its repository. */
async function readOpenReleases(deps: PageDependencies, readable: readonly ReadableRepository[]) {
  const scope = await deps.readScope(readable)
  const rows = await deps.store.transact((unit) =>
    listRecentReleases(unit, { ...scope, after: null, open: true, limit: MOST_OPEN }),
  )
  return rows.map((row) => {
    const known = toKnownRelease(row)
    return { ...known, repository: row.repository, state: describeBadge(known) }
  })
}

interface CalendarReading {
  readonly open: Awaited<ReturnType<typeof readOpenReleases>>
  readonly listDays: ReturnType<typeof rememberDays>
}

async function readCalendar(
  deps: PageDependencies,
  { repo }: ReadableRepository,
  { open, listDays }: CalendarReading,
): Promise<RepositoryCalendar> {
  const policy = await deps.readMainPolicy(repo)
  if (policy === null) return { repository: repo.fullName, shown: null }
  const { state, events } = await deps.store.transact((unit) => loadCalendar(unit, repo.ref.id))
  const today = toLocalDate(policy, deps.now()).toString()
  const own = open.filter(({ repository }) => repository === String(repo.ref.id))
  const days = listDays(repo.ref.id, { policy, state, events: events.length, today, now: deps.now() })
  const lines = listCalendarLines({ policy, state, open: own, today })
  return { repository: repo.fullName, shown: { policy, state, today, days, lines } }
}

interface DaysWanted {
  readonly policy: Policy
  readonly state: CalendarState
  /** How many events the calendar has: with another number it is another. */
  readonly events: number
  /** `2026-12-02`. */
  readonly today: string
  readonly now: number
}

/** Repositories whose days are kept. */
const MOST_KEPT = 500

/** Opens the memory of coming days: to find them takes the processor milliseconds, and they are the same all day. */
function rememberDays(): (repository: number, wanted: DaysWanted) => readonly ScheduledDay[] {
  const known = new Map<number, DaysWanted & { readonly days: readonly ScheduledDay[] }>()
  return (repository, wanted) => {
    const found = known.get(repository)
    const isSame = found?.events === wanted.events && found.today === wanted.today
    if (found && isSame && found.policy === wanted.policy) return found.days
    const days = listNextDays(wanted.policy, wanted.state, wanted.now)
    known.delete(repository)
    known.set(repository, { ...wanted, days })
    const [oldest] = known.keys()
    if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest)
    return days
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
