import type { ReleaseEvent } from '../../../src/release/lifecycle/events.ts'
import type { PinnedPick } from '../../../src/release/lifecycle/words.ts'
import type { Measures } from '../../../src/release/measures/measures.ts'
import type { PeopleGate } from '../../../src/release/measures/people-waits.ts'
import type { Policy } from '../../../src/release/policy.ts'

/**
 * The measures, made from raw events in another way than the code makes them: in one pass over the events of each
 * release, by docs/measures.md alone.
 */
export function recompute(
  histories: readonly (readonly ReleaseEvent[])[],
  period: Measures['period'],
  targets: Policy['measures'],
): Measures {
  const toPatch: number[] = []
  const lead: number[] = []
  const elapsed: number[] = []
  const working: number[] = []
  const waits = new Map<PeopleGate, number[]>()
  let [releases, unknown, changes, exceptions, picks, conflicts, back, smooth, rough] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0,
  ]
  for (const history of histories) {
    const one = walk(history)
    if (!one.isPatch || one.countedAt === null) continue
    if (one.countedAt < period.from || one.countedAt >= period.to) continue
    releases += 1
    picks += one.applied.size
    conflicts += one.conflicted.size
    if (one.isBack) back += 1
    if (one.isBack || one.isRough) rough += 1
    else if (one.isOut) smooth += 1
    if (one.tagged !== null && one.completed !== null) {
      elapsed.push(one.completed - one.tagged)
      working.push(one.completed - one.tagged - one.soaked)
    }
    for (const [gate, seconds] of one.waits) waits.set(gate, [...(waits.get(gate) ?? []), seconds])
    if (one.published === null) continue
    for (const pick of one.plan) {
      changes += 1
      if (one.excepted.has(pick.candidate)) exceptions += 1
      if (pick.reported === undefined) unknown += 1
      else toPatch.push(one.published - pick.reported)
      if (pick.merged !== undefined) lead.push(one.published - pick.merged)
    }
  }
  const patched = describeTimes(toPatch)
  const worked = describeTimes(working)
  const [rolled, went] = [share(back, releases), share(smooth, smooth + rough)]
  return {
    period,
    releases,
    imported: 0,
    timeToPatch: {
      ...patched,
      target: targets.timeToPatchBelowSeconds,
      isMet: patched.median === null ? null : patched.median < targets.timeToPatchBelowSeconds,
      within: toPatch.filter((seconds) => seconds < targets.timeToPatchBelowSeconds).length,
      unknown,
    },
    deploymentTime: {
      elapsed: describeTimes(elapsed),
      working: worked,
      target: targets.deploymentTimeBelowSeconds,
      isMet: worked.median === null ? null : worked.median < targets.deploymentTimeBelowSeconds,
    },
    rollbackRate: {
      ...rolled,
      target: targets.rollbackRateBelowPercent,
      isMet: rolled.percent === null ? null : rolled.percent < targets.rollbackRateBelowPercent,
    },
    successRate: {
      ...went,
      target: targets.successRateAbovePercent,
      isMet: went.percent === null ? null : went.percent > targets.successRateAbovePercent,
    },
    leadTime: describeTimes(lead),
    waits: [...waits.keys()].sort().map((gate) => ({ gate, seconds: describeTimes(waits.get(gate) ?? []) })),
    conflictsPerPick: share(conflicts, picks),
    exceptions: share(exceptions, changes),
  }
}

interface Walked {
  isPatch: boolean
  countedAt: number | null
  published: number | null
  tagged: number | null
  completed: number | null
  soaked: number
  isBack: boolean
  isRough: boolean
  isOut: boolean
  planned: readonly PinnedPick[]
  plan: readonly PinnedPick[]
  readonly applied: Set<string>
  readonly conflicted: Set<string>
  readonly excepted: Set<string>
  readonly waits: [PeopleGate, number][]
}

function walk(history: readonly ReleaseEvent[]): Walked {
  const one: Walked = {
    isPatch: false,
    countedAt: null,
    published: null,
    tagged: null,
    completed: null,
    soaked: 0,
    isBack: false,
    isRough: false,
    isOut: false,
    planned: [],
    plan: [],
    applied: new Set(),
    conflicted: new Set(),
    excepted: new Set(),
    waits: [],
  }
  let soak: { at: number; until: number } | null = null
  let asked: { at: number; gate: PeopleGate } | null = null
  let [machine, ticked] = [0, false]
  const endSoak = (at: number) => {
    if (soak) one.soaked += Math.max(0, Math.min(at, soak.until) - soak.at)
    soak = null
  }
  const count = (at: number) => {
    one.countedAt = one.countedAt === null ? at : Math.min(one.countedAt, at)
  }
  for (const event of history) {
    const { at } = event
    if (event.type === 'Opened') one.isPatch = event.kind === 'patch'
    if (event.type === 'Planned') one.planned = event.plan.picks
    if (event.type === 'BuildRequested') one.plan = one.planned
    if (event.type === 'Excepted') one.excepted.add(event.candidate)
    if (event.type === 'PickApplied') one.applied.add(event.candidate)
    if (event.type === 'PickConflicted') {
      one.applied.add(event.candidate)
      one.conflicted.add(event.candidate)
    }
    if (event.type === 'CheckSeen' || event.type === 'StepPassed') [machine, ticked] = [at, false]
    if (event.type === 'ItemTicked') ticked = true
    if (event.type === 'GateOpened') {
      if (ticked) one.waits.push([`checklist-${event.gate}`, at - machine])
      ;[machine, ticked] = [at, false]
    }
    if (event.type === 'PromptOpened') asked = { at, gate: `go-${event.subject.step}` }
    if (event.type === 'PromptClosed' && asked) one.waits.push([asked.gate, at - asked.at])
    if (event.type === 'Tagged') one.tagged = at
    if (event.type === 'Deployed') {
      endSoak(at)
      soak = { at, until: event.until }
      if (event.environment === 'production') count(at)
    }
    if (event.type === 'SoakSkipped' || event.type === 'StepPassed') endSoak(at)
    if (event.type === 'StepAnalysisFailed' && event.environment === 'production') one.isRough = true
    if (event.type === 'StepFailed') one.isRough = true
    if (event.type === 'RolloutCompleted') {
      endSoak(at)
      one.completed = at
      one.isOut = true
    }
    if (event.type === 'DeploymentSkipped') one.isOut = true
    if (event.type === 'RolledBack') one.isBack = true
    if (event.type === 'Published') {
      one.published = at
      count(at)
    }
  }
  // Where nothing is deployed, the publication is the end.
  if (one.completed === null && one.isOut && one.published === null) one.isOut = false
  return one
}

function describeTimes(seconds: readonly number[]) {
  const sorted = [...seconds].sort((a, b) => a - b)
  const count = sorted.length
  if (count === 0) return { count, median: null, p90: null }
  const middle = count >> 1
  const upper = sorted[middle] ?? 0
  const median = count % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
  return { count, median, p90: sorted[Math.ceil((9 * count) / 10) - 1] ?? null }
}

function share(count: number, of: number) {
  return { count, of, percent: of === 0 ? null : (count / of) * 100 }
}
