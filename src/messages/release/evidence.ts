import { countingRun } from '../../release/lifecycle/gates.ts'
import type { Terms } from '../../release/lifecycle/terms.ts'
import type { CheckRun } from '../../release/lifecycle/words.ts'
import { headOf, type Opened } from './parts.ts'

type Test = Terms['tests'][number]
type Item = Terms['checklist'][number]

/** §2.2, and for a security release its own checklist besides. */
export function itemsOf({ ledger: { about } }: Opened): readonly Item[] {
  const { terms, track } = about
  return [...terms.checklist, ...(track === 'security' ? terms.securityChecklist : [])]
}

/** What a test said last of a commit; null where it has not run. */
export function runOf(test: Test, head: string, { ledger }: Opened): CheckRun | null {
  return countingRun(test, { head, checks: ledger.checks })
}

/** The commit that tests and ticks are for; null before there is one to test. */
export function testedHead(release: Opened): string | null {
  if (release.status !== 'open') return headOf(release)
  return release.place.phase === 'preparation' ? null : headOf(release)
}
