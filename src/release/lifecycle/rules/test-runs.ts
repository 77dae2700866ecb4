import type { PickState } from '../state.ts'
import type { Terms } from '../terms.ts'
import type { CheckRun } from '../words.ts'

type TestTerm = Terms['tests'][number]

/** A commit, and all runs that are known. */
interface Tested {
  readonly head: string
  readonly checks: readonly CheckRun[]
}

/** Returns the run that counts for a test on a commit, which is the newest; null where there is none. */
export function findCountingRun(
  test: Pick<TestTerm, 'check' | 'app'>,
  { head, checks }: Tested,
): CheckRun | null {
  return checks.find((run) => run.check === test.check && run.app === test.app && run.head === head) ?? null
}

/** Checks whether a run says that the commit is bad: what was cancelled or grew stale says nothing of it. */
export function isRed(run: CheckRun | null): boolean {
  return run !== null && ['failure', 'timed_out', 'startup_failure'].includes(run.conclusion)
}

/** Returns where the branch is after a pick; null where it made no commit. */
export function getCommitAfter(became: PickState): string | null {
  return became.kind === 'applied' || became.kind === 'resolved' ? became.commit : null
}
