import { findCountingRun } from '../../release/lifecycle/rules/test-runs.ts'
import { listChecklists } from '../../release/lifecycle/rules/ticking.ts'
import type { Ledger } from '../../release/lifecycle/state.ts'
import { getChecklistItems, type Terms } from '../../release/lifecycle/terms.ts'
import { getArtifacts, getHead, type OpenedRelease } from '../../release/lifecycle/view.ts'
import type { CheckRun } from '../../release/lifecycle/words.ts'

type Test = Terms['tests'][number]
type Line = Terms['checklist'][number] & { readonly checklist: string }

/** Every line of the checklists that stand before the tag or the publication, in the order of the policy. */
export function listItems(release: OpenedRelease): readonly Line[] {
  const { terms } = release.ledger.about
  return listChecklists(release).flatMap((gate) =>
    getChecklistItems(gate, terms).map((item) => ({ ...item, checklist: gate.checklist })),
  )
}

/** What a test said last of a commit; null where it has not run. */
export function findRun(test: Test, head: string, { ledger }: OpenedRelease): CheckRun | null {
  return findCountingRun(test, { head, checks: ledger.checks })
}

/** The commit that tests and ticks are for; null before there is one to test. */
export function getTestedHead(release: OpenedRelease): string | null {
  if (release.status !== 'open') return getHead(release)
  return release.place.phase === 'preparation' ? null : getHead(release)
}

/** So many of so many. */
export interface Share {
  readonly of: number
  readonly done: number
}

/** §2.1: how many tests are green on a commit. */
export function countGreenTests(release: OpenedRelease, head: string): Share {
  const { tests } = release.ledger.about.terms
  const done = tests.filter((test) => findRun(test, head, release)?.conclusion === 'success').length
  return { of: tests.length, done }
}

/** Who answered for a line of a checklist, and on which commit; null where nobody did. */
export function findTick(
  { ledger }: OpenedRelease,
  item: Pick<Line, 'id' | 'checklist'>,
): Ledger['ticks'][number] | null {
  return ledger.ticks.find((tick) => tick.checklist === item.checklist && tick.item === item.id) ?? null
}

/** §2.2: how many lines of the checklists are answered for on a commit. */
export function countTickedLines(release: OpenedRelease, head: string): Share {
  const items = listItems(release)
  return { of: items.length, done: items.filter((item) => findTick(release, item)?.head === head).length }
}

/** §3.2: how much of what the build has to leave behind was found. */
export function countFoundArtifacts(release: OpenedRelease): Share {
  const { artifacts } = release.ledger.about.terms
  const found = new Set(getArtifacts(release)?.map(({ artifact }) => artifact))
  return { of: artifacts.length, done: artifacts.filter(({ id }) => found.has(id)).length }
}
