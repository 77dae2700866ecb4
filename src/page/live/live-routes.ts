import { type Reply, replyJson } from '../../http/reply.ts'
import type { HttpRoute } from '../../http/route.ts'
import { listRecentReleases } from '../../store/events/recent-releases.ts'
import { findSeenRelease } from '../access/seen-release.ts'
import type { PageCall, PageDependencies } from '../page-context.ts'
import { createSignedInRoute } from '../signed-in.ts'
import type { ReadDigest } from './live-board.ts'

/** As many releases as the first page of the list shows. */
const WATCHED = 50

/** `/live` and `/live/releases/…`: tells a page by server-sent events that what it shows has changed; not what. */
export function createLiveRoutes(deps: PageDependencies): HttpRoute[] {
  return [
    createSignedInRoute(deps, { path: '/live', name: 'live' }, async (call) => {
      const ids = call.readable.map(({ repo }) => repo.ref.id).join(',')
      return stream(deps, call, {
        key: `list ${ids} ${call.session.person.id}`,
        read: () => readList(deps, call),
      })
    }),
    createSignedInRoute(
      deps,
      { path: '/live/releases/:owner/:repository/:version', name: 'live' },
      async (call) => {
        const seen = await findSeenRelease(deps, call)
        if (!seen) return replyJson(404, { outcome: 'not-found', request: call.id })
        return stream(deps, call, { key: seen.id, read: () => readVersion(deps, seen.id) })
      },
    ),
  ]
}

interface Watched {
  readonly key: string
  readonly read: ReadDigest
}

function stream({ live }: PageDependencies, { closing, id }: PageCall, { key, read }: Watched): Reply {
  const events = live.watch(key, read, closing)
  if (!events) return replyJson(503, { outcome: 'too-many', request: id })
  return { status: 200, contentType: 'text/event-stream; charset=utf-8', text: '', stream: events }
}

async function readList(deps: PageDependencies, { readable }: PageCall): Promise<string> {
  const scope = await deps.readScope(readable)
  const rows = await deps.store.transact((unit) =>
    listRecentReleases(unit, { ...scope, after: null, open: null, limit: WATCHED }),
  )
  return rows.map(({ release, version }) => `${release}@${version}`).join(' ')
}

async function readVersion({ store }: PageDependencies, release: string): Promise<string> {
  const row = await store.transact(({ sql }) =>
    sql.selectFrom('releases').select('version').where('release', '=', release).executeTakeFirst(),
  )
  return String(row?.version ?? 0)
}
