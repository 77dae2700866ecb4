import type { Cause } from '../causes.ts'
import type { Stamp } from '../decision.ts'
import type { ReleaseEvent } from '../events.ts'
import type { Built, Ledger } from '../state.ts'
import type { Terms } from '../terms.ts'
import { findCountingRun, getCommitAfter, isRed } from './test-runs.ts'

/** A commit of the release branch that can be tested by itself: the base, or where the branch is after a pick. */
interface Stop {
  /** Null for the base. */
  readonly candidate: string | null
  readonly head: string
}

type Test = Terms['tests'][number]

/**
 * What is tested next by itself (§1.2 “Re-run tests after each pick”): while a breaking pick is looked for, the middle
 * of what is left; else the first pick that was not tested, if the policy wants each tested. One at a time, so that what
 * comes in is the answer to what was asked.
 */
export function startNextProbe(ledger: Ledger, built: Built, stamp: Stamp): ReleaseEvent[] {
  const stops = stopsOf(built)
  const { bisect } = ledger
  if (bisect)
    return bisectHalf(ledger, { stops, built, test: { id: bisect.check, text: '', ...bisect } }, stamp)
  return ledger.about.terms.testEachPick ? probeNext(ledger, stops, stamp) : []
}

function stopsOf({ picks }: Built): Stop[] {
  return picks.flatMap(({ candidate, became }) => {
    const head = getCommitAfter(became)
    return head === null ? [] : [{ candidate, head }]
  })
}

function probeNext(ledger: Ledger, stops: readonly Stop[], stamp: Stamp): ReleaseEvent[] {
  const { tests } = ledger.about.terms
  for (const stop of stops) {
    const runs = tests.map((test) => ({
      test,
      run: findCountingRun(test, { head: stop.head, checks: ledger.checks }),
    }))
    if (runs.every(({ run }) => run?.conclusion === 'success')) continue

    const red = runs.find(({ run }) => isRed(run))
    if (red)
      return recordBreak(
        ledger,
        {
          test: red.test,
          stop,
          because: { code: 'fails-after-pick', candidate: stop.candidate ?? '' },
        },
        stamp,
      )
    return startProbe(ledger, stop, stamp)
  }
  return []
}

interface Halving {
  readonly stops: readonly Stop[]
  readonly built: Built
  readonly test: Test
}

/** The first stop at which the test fails, between the last known good one and the first known bad one. */
function bisectHalf(ledger: Ledger, { stops, built, test }: Halving, stamp: Stamp): ReleaseEvent[] {
  const line: Stop[] = [
    { candidate: null, head: built.plan.base },
    ...stops,
    { candidate: null, head: built.head },
  ]
  const said = line.map(({ head }) => findCountingRun(test, { head, checks: ledger.checks }))
  const bad = said.findIndex(isRed)
  // A newer run of the head is green: there is nothing to look for any more.
  if (bad === -1)
    return recordBreak(
      ledger,
      { test, stop: { candidate: null, head: built.head }, because: { code: 'fails-no-more' } },
      stamp,
    )

  const good = said.slice(0, bad).findLastIndex((run) => run?.conclusion === 'success')
  const stop = line[bad]
  if (stop && bad - good === 1)
    return recordBreak(ledger, { test, stop, because: findBreakCause(line, bad) }, stamp)
  const middle = line[Math.floor((good + bad) / 2)] ?? line[0]
  return middle ? startProbe(ledger, middle, stamp) : []
}

/** Without any pick, on the tag that the release starts from; after the last pick, by the version bump; or by a pick. */
function findBreakCause(line: readonly Stop[], bad: number): Cause {
  if (bad === 0) return { code: 'fails-without-pick' }
  return { code: bad === line.length - 1 ? 'fails-by-bump' : 'fails-from-pick' }
}

function startProbe({ probes }: Ledger, { head, candidate }: Stop, stamp: Stamp): ReleaseEvent[] {
  return probes.at(-1) === head ? [] : [{ type: 'ProbeAsked', ...stamp, head, candidate }]
}

/** Told once of a commit and a test. */
function recordBreak(
  { breaks, bisect }: Ledger,
  { test, stop, because }: { readonly test: Test; readonly stop: Stop; readonly because: Cause },
  stamp: Stamp,
): ReleaseEvent[] {
  const { candidate, head } = stop
  const isTold = breaks.some((one) => one.check === test.check && one.head === head)
  if (isTold && !bisect) return []
  return [{ type: 'BreakFound', ...stamp, check: test.check, candidate, head, because }]
}
