import { withholdDetails } from '../../messages/security/withhold-details.ts'
import { isEmbargoed } from '../../release/lifecycle/disclosure.ts'
import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import { createReleaseId, loadRelease } from '../../runtime/record/execute-command.ts'
import { findReadable, type PageDependencies, type ReadCall } from '../page-context.ts'
import { isOnSecurityTeam } from './read-scope.ts'
import type { ReadableRepository } from './readable.ts'

/** A release that the viewer may see. */
export interface SeenRelease {
  readonly id: string
  readonly release: OpenedRelease
  readonly events: readonly ReleaseEvent[]
  readonly where: ReadableRepository
}

/** Finds the release of an address; null where there is none that the viewer may know of. */
export async function findSeenRelease(deps: PageDependencies, call: ReadCall): Promise<SeenRelease | null> {
  const { owner = '', repository = '', version = '' } = call.params
  const where = findReadable(call, `${owner}/${repository}`)
  if (!where) return null
  const id = createReleaseId(where.repo.ref.id, version)
  const { release, events } = await deps.store.transact((unit) => loadRelease(unit, id))
  if (release.status === 'unopened') return null
  if (isEmbargoed(release) && !(await isOnSecurityTeam(deps, where, release))) return null
  const told = withholdDetails({ release, events }, isEmbargoed(release) ? 'security' : 'team')
  return { id, ...told, where }
}
