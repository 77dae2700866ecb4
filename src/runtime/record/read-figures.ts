import type { Period } from '../../release/measures/measures.ts'
import { measureRelease, type ReleaseFigures } from '../../release/measures/release-figures.ts'
import { listReleases } from '../../store/events/releases.ts'
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
