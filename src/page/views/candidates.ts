import type { Reply } from '../../http/reply.ts'
import type { HttpRoute } from '../../http/route.ts'
import { type CandidateLine, renderCandidatesPage } from '../../messages/page/candidates-page.ts'
import { withholdDetails } from '../../messages/security/withhold-details.ts'
import { isEmbargoed } from '../../release/lifecycle/disclosure.ts'
import { loadRelease } from '../../runtime/record/execute-command.ts'
import { listRecentReleases } from '../../store/events/recent-releases.ts'
import type { ListedRelease } from '../../store/events/releases.ts'
import { createNextPath, parseCursor, releaseCursorSchema } from '../cursor.ts'
import type { PageCall, PageDependencies } from '../page-context.ts'
import { replyPage } from '../reply-page.ts'
import { createSignedInRoute } from '../signed-in.ts'

/** Each is loaded whole. */
const PAGE_SIZE = 8

/** `/candidates`: what the open release of each line takes, and what not. */
export function createCandidatesRoute(deps: PageDependencies): HttpRoute {
  return createSignedInRoute(deps, { path: '/candidates' }, (call) => answerCandidates(deps, call))
}

async function answerCandidates(deps: PageDependencies, call: PageCall): Promise<Reply> {
  const scope = await deps.readScope(call.readable)
  const after = parseCursor(call.url.searchParams.get('after'), releaseCursorSchema)
  const found = await deps.store.transact((unit) =>
    listRecentReleases(unit, { ...scope, after, open: true, limit: PAGE_SIZE + 1 }),
  )
  const rows = found.slice(0, PAGE_SIZE)
  const end = found.length > PAGE_SIZE ? rows.at(-1) : undefined
  const lines: CandidateLine[] = []
  for (const row of rows) lines.push(...(await loadLine(deps, call, row)))
  const next = createNextPath(call.url, end ? { changedAt: end.changedAt, release: end.release } : null)
  return replyPage(200, renderCandidatesPage(lines, { viewer: call.viewer, live: '/live', next }))
}

async function loadLine(
  { store }: PageDependencies,
  { readable }: PageCall,
  row: ListedRelease,
): Promise<readonly CandidateLine[]> {
  const where = readable.find(({ repo }) => String(repo.ref.id) === row.repository)
  const { release, events } = await store.transact((unit) => loadRelease(unit, row.release))
  if (!where || release.status === 'unopened') return []
  // Who sees an embargoed release here is on its security team; of any other, fixes that wait are told to nobody.
  const told = withholdDetails({ release, events }, isEmbargoed(release) ? 'security' : 'team')
  return [{ repository: where.repo.fullName, webUrl: where.repo.webUrl, release: told.release }]
}
