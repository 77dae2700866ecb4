import type { Reply } from '../../http/reply.ts'
import type { HttpRoute } from '../../http/route.ts'
import { renderAuditPage } from '../../messages/page/audit-page.ts'
import { EVENT_TYPES } from '../../release/lifecycle/events.ts'
import { listAuditEntries } from '../../store/events/audit-log.ts'
import { createNextPath } from '../cursor.ts'
import type { PageCall, PageDependencies } from '../page-context.ts'
import { replyPage } from '../reply-page.ts'
import { createSignedInRoute } from '../signed-in.ts'
import { createAuditQuery, parseAuditFilter } from './audit-query.ts'
import { toAuditRow } from './audit-row.ts'
import { exportCsv, exportJsonLines } from './export-audit.ts'

const PAGE_SIZE = 100

/** `/audit`, and the same as files: `/audit.jsonl`, `/audit.csv`. */
export function createAuditRoutes(deps: PageDependencies): HttpRoute[] {
  return [
    createSignedInRoute(deps, { path: '/audit' }, (call) => answerAudit(deps, call)),
    createSignedInRoute(deps, { path: '/audit.jsonl' }, async (call) =>
      replyFile('audit.jsonl', 'application/x-ndjson', exportJsonLines(deps, call)),
    ),
    createSignedInRoute(deps, { path: '/audit.csv' }, async (call) =>
      replyFile('audit.csv', 'text/csv; charset=utf-8; header=present', exportCsv(deps, call)),
    ),
  ]
}

async function answerAudit(deps: PageDependencies, call: PageCall): Promise<Reply> {
  const query = await createAuditQuery(deps, call, PAGE_SIZE + 1)
  const found = await deps.store.transact((unit) => listAuditEntries(unit, query))
  const rows = found.slice(0, PAGE_SIZE)
  const end = found.length > PAGE_SIZE ? rows.at(-1) : undefined
  const page = {
    rows: rows.map((entry) => toAuditRow(entry, call)),
    filter: parseAuditFilter(call.url),
    repositories: call.readable.map(({ repo }) => repo.fullName),
    types: EVENT_TYPES,
    next: createNextPath(call.url, end ? { at: end.at, release: end.release, version: end.version } : null),
    query: call.url.search,
  }
  return replyPage(200, renderAuditPage(page, { viewer: call.viewer, live: null }))
}

function replyFile(name: string, contentType: string, stream: AsyncIterable<string>): Reply {
  return {
    status: 200,
    contentType,
    text: '',
    stream,
    headers: { 'content-disposition': `attachment; filename="${name}"` },
  }
}
