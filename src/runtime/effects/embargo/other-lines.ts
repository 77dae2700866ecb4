import type { OpenRelease, PublishedRelease } from '../../../release/lifecycle/state.ts'
import { listReleases } from '../../../store/events/releases.ts'
import type { OpenEffectContext } from '../../github-state/effect-context.ts'
import { loadRelease, parseRepositoryId } from '../../record/execute-command.ts'

/** The releases of other lines that are disclosed with this one: those of the same advisory that aren't aborted. */
export async function listOtherLines({
  deps,
  id,
  release,
}: OpenEffectContext): Promise<readonly (OpenRelease | PublishedRelease)[]> {
  const advisory = release.ledger.embargo?.advisory
  return deps.store.transact(async (unit) => {
    const known = await listReleases(unit, String(parseRepositoryId(id)))
    const others: (OpenRelease | PublishedRelease)[] = []
    for (const { release: other } of known) {
      if (other === id) continue
      const { release: found } = await loadRelease(unit, other)
      if (found.status !== 'open' && found.status !== 'published') continue
      if (advisory && found.ledger.embargo?.advisory === advisory) others.push(found)
    }
    return others
  })
}
