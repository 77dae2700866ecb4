import type { Conclusion } from '../../../../release/lifecycle/words.ts'
import type { SeenCheckRun } from '../../../../runtime/ports/github.ts'

/** A run, and what it is one of. */
export interface RunInSuite extends SeenCheckRun {
  readonly suite: number
  /** The workflow file of a job; empty for other apps and statuses. */
  readonly source: string
}

/**
 * Sums up the runs of each name and app. GitHub's latest are those of each suite, and an app may have several suites on
 * one commit: of one source (a workflow file, another app) the newest suite counts. Where several runs count, because
 * several workflows or jobs of one workflow have that name, the worst of them rules (law 9).
 */
export function summarizeRuns(runs: readonly RunInSuite[]): readonly SeenCheckRun[] {
  return [...groupBy(runs, ({ app, name }) => `${app} ${name}`).values()].map(sumUp)
}

function sumUp(runs: readonly RunInSuite[]): SeenCheckRun {
  const counting = [...groupBy(runs, ({ source }) => source).values()].flatMap(keepNewestSuite)
  const [first, ...others] = counting.sort((one, other) => other.id - one.id)
  if (!first) throw new Error('a group without a run')
  const worst = others.reduce((so, one) => (rank(one) > rank(so) ? one : so), first)
  const { suite, source, ...run } = worst
  return { ...run, id: first.id }
}

/** The suite in which something ran last. */
function keepNewestSuite(runs: readonly RunInSuite[]): readonly RunInSuite[] {
  const newest = runs.reduce((so, one) => (one.id > so.id ? one : so))
  return runs.filter(({ suite }) => suite === newest.suite)
}

/** What holds a release most comes first. */
const WORST_FIRST: readonly Conclusion[] = [
  'failure',
  'timed_out',
  'startup_failure',
  'action_required',
  'cancelled',
  'stale',
  'pending',
  'neutral',
  'skipped',
  'success',
]

function rank({ conclusion }: RunInSuite): number {
  return WORST_FIRST.length - WORST_FIRST.indexOf(conclusion)
}

function groupBy<T>(all: readonly T[], key: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one])
  return groups
}
