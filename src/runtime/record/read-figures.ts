import type { Period } from '../../release/measures/measures.ts'
import { measureRelease, type ReleaseFigures } from '../../release/measures/release-figures.ts'
import { type ListedRelease, listReleases } from '../../store/events/releases.ts'
import type { Unit } from '../../store/transaction.ts'
import { loadRelease } from './execute-command.ts'

/** Reads what the releases of a repository say for the measures of a period. */
export async function readFigures(
  unit: Unit,
  repository: number,
  period: Period,
): Promise<readonly ReleaseFigures[]> {
  const figures: ReleaseFigures[] = []
  for (const { release: id, changedAt } of await listReleases(unit, String(repository))) {
    // Nothing of a release is newer than its last change.
    if (changedAt < period.from) continue
    const { events } = await loadRelease(unit, id)
    const one = measureRelease(events)
    if (one) figures.push(one)
  }
  return figures
}

/** Of so many releases figures are kept. */
const MOST_KEPT = 5_000

/** Reads what one release says for the measures; null for what is no patch. */
export type ReadReleaseFigures = (
  unit: Unit,
  release: Pick<ListedRelease, 'release' | 'version'>,
) => Promise<ReleaseFigures | null>

/** Opens a reader that measures each release once for each number of events: what happened to it does not change. */
export function openFiguresReader(): ReadReleaseFigures {
  const known = new Map<string, { readonly version: number; readonly figures: ReleaseFigures | null }>()
  return async (unit, { release: id, version }) => {
    const found = known.get(id)
    if (found?.version === version) return found.figures
    const { events } = await loadRelease(unit, id)
    const figures = measureRelease(events)
    known.delete(id)
    known.set(id, { version: events.length, figures })
    const [oldest] = known.keys()
    if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest)
    return figures
  }
}
