import { findCountingRun } from '../../release/lifecycle/rules/gates.ts'
import type { Ledger } from '../../release/lifecycle/state.ts'
import type { Terms } from '../../release/lifecycle/terms.ts'
import { getArtifacts, getHead, type OpenedRelease } from '../../release/lifecycle/view.ts'
import type { CheckRun } from '../../release/lifecycle/words.ts'

type Test = Terms['tests'][number]
type Item = Terms['checklist'][number]

/** §2.2, and for a security release its own checklist besides. */
export function listItems({ ledger: { about } }: OpenedRelease): readonly Item[] {
  const { terms, track } = about
  return [...terms.checklist, ...(track === 'security' ? terms.securityChecklist : [])]
}

/** What a test said last of a commit; null where it has not run. */
export function runOf(test: Test, head: string, { ledger }: OpenedRelease): CheckRun | null {
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
  const done = tests.filter((test) => runOf(test, head, release)?.conclusion === 'success').length
  return { of: tests.length, done }
}

/** Who answered for a line of a checklist, and on which commit; null where nobody did. */
export function findTick({ ledger }: OpenedRelease, item: Item): Ledger['ticks'][number] | null {
  return ledger.ticks.find((tick) => tick.item === item.id) ?? null
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
