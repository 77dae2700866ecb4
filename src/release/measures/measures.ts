import type { Policy } from '../policy.ts'
import type { PeopleGate } from './people-waits.ts'
import type { ReleaseFigures } from './release-figures.ts'
import { createShare, type Share, summarizeTimes, type TimeStatistics } from './statistics.ts'

/** A stretch of time, in seconds since 1970: from its first second, up to before its last. */
export interface Period {
  readonly from: number
  readonly to: number
}

/** What is measured against a target of the policy. */
export interface Targeted {
  readonly target: number
  /** Null where there is nothing to measure. */
  readonly isMet: boolean | null
}

/** The measures of a period (Release Metrics). Times are in seconds. */
export interface Measures {
  readonly period: Period
  /** Releases that count in the period. */
  readonly releases: number
  /** Of these, imported ones: their dates count, and no rate has them. */
  readonly imported: number
  /** `unknown`: changes of which it isn't on record when what they fix was reported. */
  readonly timeToPatch: TimeStatistics & Targeted & { readonly within: number; readonly unknown: number }
  /** Whether the target is met is told by the working time. */
  readonly deploymentTime: Targeted & { readonly elapsed: TimeStatistics; readonly working: TimeStatistics }
  readonly rollbackRate: Share & Targeted
  readonly successRate: Share & Targeted
  readonly leadTime: TimeStatistics
  readonly waits: readonly { readonly gate: PeopleGate; readonly seconds: TimeStatistics }[]
  readonly conflictsPerPick: Share
  readonly exceptions: Share
}

/** Sums up what releases say for a period, against the targets of a policy. */
export function summarizeMeasures(
  all: readonly ReleaseFigures[],
  period: Period,
  targets: Policy['measures'],
): Measures {
  const figures = all.filter(({ countedAt }) => countedAt >= period.from && countedAt < period.to)
  const own = figures.filter(({ outcome }) => outcome !== 'imported')
  const changes = figures.flatMap((one) => one.changes)
  const ownChanges = own.flatMap((one) => one.changes)
  const deployments = figures.flatMap(({ deployment }) => deployment ?? [])
  return {
    period,
    releases: figures.length,
    imported: figures.length - own.length,
    timeToPatch: measureTimeToPatch(changes, targets.timeToPatchBelowSeconds),
    deploymentTime: measureDeploymentTime(deployments, targets.deploymentTimeBelowSeconds),
    ...measureOutcomes(own, targets),
    leadTime: summarizeTimes(changes.flatMap(({ leadTime }) => leadTime ?? [])),
    waits: measureWaits(figures),
    conflictsPerPick: createShare(
      sum(figures.map(({ conflicts }) => conflicts)),
      sum(figures.map(({ picks }) => picks)),
    ),
    exceptions: createShare(
      ownChanges.filter(({ neededException }) => neededException).length,
      ownChanges.length,
    ),
  }
}

type Changes = ReleaseFigures['changes']

/** Time to Patch: issue reported to release. It is met when the median is below the target. */
function measureTimeToPatch(changes: Changes, target: number): Measures['timeToPatch'] {
  const known = changes.flatMap(({ timeToPatch }) => timeToPatch ?? [])
  const times = summarizeTimes(known)
  const within = known.filter((seconds) => seconds < target).length
  return {
    ...times,
    target,
    isMet: isBelow(times.median, target),
    within,
    unknown: changes.length - known.length,
  }
}

/** Deployment Time: tag to production. */
function measureDeploymentTime(
  deployments: readonly NonNullable<ReleaseFigures['deployment']>[],
  target: number,
): Measures['deploymentTime'] {
  const elapsed = summarizeTimes(deployments.map((one) => one.elapsed))
  const working = summarizeTimes(deployments.map((one) => one.working))
  return { elapsed, working, target, isMet: isBelow(working.median, target) }
}

/** Rollback Rate: patches rolled back. Success Rate: smooth deployments, of those whose end is known. */
function measureOutcomes(
  figures: readonly ReleaseFigures[],
  targets: Policy['measures'],
): Pick<Measures, 'rollbackRate' | 'successRate'> {
  const back = createShare(figures.filter(({ isRolledBack }) => isRolledBack).length, figures.length)
  const ended = figures.filter(({ outcome }) => outcome !== 'open')
  const smooth = createShare(ended.filter(({ outcome }) => outcome === 'smooth').length, ended.length)
  const { rollbackRateBelowPercent: most, successRateAbovePercent: least } = targets
  return {
    rollbackRate: { ...back, target: most, isMet: isBelow(back.percent, most) },
    successRate: { ...smooth, target: least, isMet: smooth.percent === null ? null : smooth.percent > least },
  }
}

function isBelow(value: number | null, target: number): boolean | null {
  return value === null ? null : value < target
}

function measureWaits(figures: readonly ReleaseFigures[]): Measures['waits'] {
  const byGate = Map.groupBy(
    figures.flatMap(({ waits }) => waits),
    ({ gate }) => gate,
  )
  return [...byGate]
    .map(([gate, waits]) => ({ gate, seconds: summarizeTimes(waits.map(({ seconds }) => seconds)) }))
    .toSorted((one, other) => one.gate.localeCompare(other.gate, 'en'))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
