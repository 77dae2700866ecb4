import type { Reply } from '../../http/reply.ts'
import type { HttpRoute } from '../../http/route.ts'
import { renderReleasePage } from '../../messages/page/release-page.ts'
import { isEmbargoed } from '../../release/lifecycle/disclosure.ts'
import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import { createReleaseId, loadRelease } from '../../runtime/record/execute-command.ts'
import { summarize } from '../../runtime/record/release-summary.ts'
import { isOnSecurityTeam } from '../access/read-scope.ts'
import type { ReadableRepository } from '../access/readable.ts'
import { findReadable, type PageCall, type PageDependencies } from '../page-context.ts'
import { replyPage } from '../reply-page.ts'
import { createSignedInRoute, replyNotThere } from '../signed-in.ts'

export const RELEASE_PATH = '/releases/:owner/:repository/:version'

/** A release that the viewer may see. */
export interface SeenRelease {
  readonly id: string
  readonly release: OpenedRelease
  readonly events: readonly ReleaseEvent[]
  readonly where: ReadableRepository
}

/** `/releases/godel/api/v2.0.1`: one release. */
export function createReleaseRoute(deps: PageDependencies): HttpRoute {
  return createSignedInRoute(deps, { path: RELEASE_PATH }, async (call) => {
    const seen = await findSeenRelease(deps, call)
    return seen ? showRelease(call, seen) : replyNotThere(call)
  })
}

/** Finds the release of an address; null where there is none that the viewer may know of. */
export async function findSeenRelease(deps: PageDependencies, call: PageCall): Promise<SeenRelease | null> {
  const { owner = '', repository = '', version = '' } = call.params
  const where = findReadable(call, `${owner}/${repository}`)
  if (!where) return null
  const id = createReleaseId(where.repo.ref.id, version)
  const { release, events } = await deps.store.transact((unit) => loadRelease(unit, id))
  if (release.status === 'unopened') return null
  if (isEmbargoed(release) && !(await isOnSecurityTeam(where, release))) return null
  return { id, release, events, where }
}

/** Answers the page of a release. */
export function showRelease({ viewer }: PageCall, seen: SeenRelease): Reply {
  const { release, events, where } = seen
  const page = renderReleasePage(
    {
      release,
      events,
      standing: summarize(release),
      repository: where.repo.fullName,
      webUrl: where.repo.webUrl,
      isEmbargoed: isEmbargoed(release),
      actions: null,
      notice: null,
      rollout: null,
    },
    { viewer, live: null },
  )
  return replyPage(200, page)
}
