import { type ReleaseEvent, releaseEventSchema } from '../../release/lifecycle/events.ts'
import type { Period } from '../../release/measures/measures.ts'
import { measureRelease, type ReleaseFigures } from '../../release/measures/release-figures.ts'
import { readEvents } from '../../store/events/events.ts'
import { listChangedReleases } from '../../store/events/recent-releases.ts'
import type { ListedRelease } from '../../store/events/releases.ts'
import type { Store } from '../../store/store.ts'
import type { Unit } from '../../store/transaction.ts'

/** Reads what the releases of a repository say for the measures of a period. */
export async function readFigures(
  unit: Unit,
  repository: number,
  period: Period,
): Promise<readonly ReleaseFigures[]> {
  const figures: ReleaseFigures[] = []
  const scope = { repositories: [String(repository)], embargoed: [] }
  // Nothing of a release is newer than its last change.
  for (const { release: id } of await listChangedReleases(unit, { ...scope, since: period.from })) {
    const one = measureRelease(await readReleaseEvents(unit, id))
    if (one) figures.push(one)
  }
  return figures
}

/** The events alone: to measure a release, nobody has to know how it stands. */
async function readReleaseEvents(unit: Unit, release: string): Promise<readonly ReleaseEvent[]> {
  const recorded = await readEvents(unit, { release, after: 0, schema: releaseEventSchema })
  return recorded.map(({ event }) => event)
}

/** Of so many releases figures are kept: about 20 MB. */
const MOST_KEPT = 10_000

/** Reads what one release says for the measures; null for what is no patch. */
export type ReadReleaseFigures = (
  release: Pick<ListedRelease, 'release' | 'version'>,
) => Promise<ReleaseFigures | null>

/** Opens a reader that measures each release once for each number of events: what happened to it does not change. */
export function openFiguresReader({ transact }: Pick<Store, 'transact'>): ReadReleaseFigures {
  const known = new Map<string, { readonly version: number; readonly figures: ReleaseFigures | null }>()
  return async ({ release: id, version }) => {
    const found = known.get(id)
    if (found?.version === version) return found.figures
    const events = await transact((unit) => readReleaseEvents(unit, id))
    const figures = measureRelease(events)
    known.delete(id)
    known.set(id, { version: events.length, figures })
    const [oldest] = known.keys()
    if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest)
    return figures
  }
}
