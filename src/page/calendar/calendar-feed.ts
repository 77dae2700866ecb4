import { createHash } from 'node:crypto'
import ical, { ICalCalendarMethod } from 'ical-generator'
import { type Reply, replyJson } from '../../http/reply.ts'
import type { HttpRoute } from '../../http/route.ts'
import { describeEntry, describeTurn, FEED_NAME } from '../../messages/calendar/feed-text.ts'
import { type CalendarView, calendarViewSchema } from '../../release/schedule/calendar-view.ts'
import { readCalendarViews } from '../../store/calendars/calendar-views.ts'
import { findApiToken } from '../../store/outside/api-tokens.ts'
import type { ReadableRepository } from '../access/readable.ts'
import { hashApiToken, parseBearer } from '../api/api-tokens.ts'
import type { PageDependencies } from '../page-context.ts'

/** The calendar of a repository, as the record keeps it for feeds. */
interface ShownCalendar {
  readonly repository: string
  readonly view: CalendarView
}

/** `/calendar.ics`: the release days of everything that the owner of a token can read, for calendar programs. */
export function createFeedRoute(deps: PageDependencies): HttpRoute {
  return { name: 'api', method: 'GET', path: '/calendar.ics', answer: (call) => answerFeed(deps, call) }
}

async function readCalendars(
  { store }: PageDependencies,
  readable: readonly ReadableRepository[],
): Promise<ShownCalendar[]> {
  const ids = readable.map(({ repo }) => repo.ref.id)
  const views = await store.transact((unit) => readCalendarViews(unit, ids, calendarViewSchema))
  return readable.flatMap(({ repo }) => {
    const view = views.get(repo.ref.id)
    return view ? [{ repository: repo.fullName, view }] : []
  })
}

/** Calendar programs send no header, so the token may stand in the address: it reads what its owner can read. */
async function answerFeed(deps: PageDependencies, call: Parameters<HttpRoute['answer']>[0]): Promise<Reply> {
  const url = new URL(call.request.url ?? '/', 'http://page')
  const written = url.searchParams.get('token')
  const token = parseBearer(written === null ? call.request.headers.authorization : `Bearer ${written}`)
  const owner =
    token === null
      ? null
      : await deps.store.transact((unit) => findApiToken(unit, hashApiToken(token), deps.now()))
  if (!owner) return refuseFeed(call.id)
  const all = await deps.listReadable({ id: owner.githubId, login: owner.githubLogin })
  const repository = url.searchParams.get('repository')
  const wanted = repository === null ? all : all.filter(({ repo }) => repo.fullName === repository)
  const text = renderFeed(await readCalendars(deps, wanted), deps.now())
  return { status: 200, contentType: 'text/calendar; charset=utf-8', text }
}

function refuseFeed(id: string): Reply {
  return replyJson(401, {
    outcome: 'unknown',
    said: 'Add a token to the address: /calendar.ics?token=rct_… Make one on the page /tokens.',
    request: id,
  })
}

const HOUR_MS = 3_600_000

/** Renders calendars as iCalendar (RFC 5545); skipped days are left out. `now` is in seconds since 1970. */
export function renderFeed(calendars: readonly ShownCalendar[], now: number): string {
  const feed = ical({
    name: FEED_NAME,
    prodId: { company: 'Release Captain', product: 'calendar' },
    method: ICalCalendarMethod.PUBLISH,
  })
  const stamp = new Date(now * 1000)
  for (const { repository, view } of calendars) {
    for (const day of view.days) {
      if (day.slot === null) continue
      const start = new Date(day.slot.at * 1000)
      const { summary, about } = describeEntry(repository, day)
      const id = createEntryId(`${repository} ${day.kind} ${day.regular}`)
      feed.createEvent({
        id,
        stamp,
        start,
        end: new Date(start.getTime() + HOUR_MS),
        summary,
        description: about,
      })
    }
    for (const turn of view.turns) {
      const [start, end] = [new Date(`${turn.from}T00:00:00Z`), new Date(`${turn.to}T00:00:00Z`)]
      const id = createEntryId(`${repository} turn ${turn.from}`)
      feed.createEvent({ id, stamp, start, end, allDay: true, summary: describeTurn(repository, turn) })
    }
  }
  return feed.toString()
}

/** The same day has the same id in each answer, so that a program moves it and doesn't show it twice. */
function createEntryId(of: string): string {
  return createHash('sha256').update(of).digest('hex').slice(0, 32)
}
