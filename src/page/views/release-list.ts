import type { Reply } from '../../http/reply.ts'
import type { HttpRoute } from '../../http/route.ts'
import { describeBadge } from '../../messages/page/release/describe-badge.ts'
import { type ReleaseItem, renderReleaseList } from '../../messages/page/release/release-list.ts'
import { toKnownRelease } from '../../runtime/record/release-summary.ts'
import { listRecentReleases } from '../../store/events/recent-releases.ts'
import type { ListedRelease } from '../../store/events/releases.ts'
import { createNextPath, parseCursor, releaseCursorSchema } from '../cursor.ts'
import type { PageCall, PageDependencies } from '../page-context.ts'
import { redirectTo, replyPage } from '../reply-page.ts'
import { createSignedInRoute } from '../signed-in.ts'

const PAGE_SIZE = 50
const STATUSES = ['open', 'ended'] as const

/** `/releases`: the releases of everything that somebody can read. `/` leads there. */
export function createReleaseListRoutes(deps: PageDependencies): HttpRoute[] {
  return [
    { name: 'page', method: 'GET', path: '/', answer: async () => redirectTo('/releases') },
    createSignedInRoute(deps, { path: '/releases' }, (call) => answerList(deps, call)),
  ]
}

async function answerList(deps: PageDependencies, call: PageCall): Promise<Reply> {
  const { url, readable, viewer } = call
  const repository = url.searchParams.get('repository')
  const status = STATUSES.find((one) => one === url.searchParams.get('status')) ?? null
  const wanted = repository ? readable.filter(({ repo }) => repo.fullName === repository) : readable
  const { rows, last } = await readPage(deps, call, { wanted, status })
  const page = {
    items: rows.map((row) => toItem(row, call)),
    repositories: readable.map(({ repo }) => repo.fullName),
    repository,
    status,
    next: createNextPath(url, last),
  }
  return replyPage(200, renderReleaseList(page, { viewer, live: `/live${url.search}` }))
}

/** What is listed. */
interface ListFilter {
  readonly wanted: PageCall['readable']
  readonly status: 'open' | 'ended' | null
}

/** Reads one page of the list, and where it ends; null where nothing follows. */
async function readPage(deps: PageDependencies, { url }: PageCall, { wanted, status }: ListFilter) {
  const scope = await deps.readScope(wanted)
  const after = parseCursor(url.searchParams.get('after'), releaseCursorSchema)
  const open = status === null ? null : status === 'open'
  const found = await deps.store.transact((unit) =>
    listRecentReleases(unit, { ...scope, after, open, limit: PAGE_SIZE + 1 }),
  )
  const rows = found.slice(0, PAGE_SIZE)
  const end = found.length > PAGE_SIZE ? rows.at(-1) : undefined
  return { rows, last: end ? { changedAt: end.changedAt, release: end.release } : null }
}

function toItem(row: ListedRelease, { readable }: PageCall): ReleaseItem {
  const known = toKnownRelease(row)
  const repository = readable.find(({ repo }) => String(repo.ref.id) === row.repository)
  return {
    repository: repository?.repo.fullName ?? row.repository,
    version: known.version,
    line: known.line,
    state: describeBadge(known),
    isEmbargoed: row.embargoed,
    changedAt: row.changedAt,
  }
}
