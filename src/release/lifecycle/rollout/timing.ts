import { listDisclosureTimes } from '../embargo/view.ts'
import type { OpenRelease, PublishedRelease, Release } from '../state.ts'
import { isUncut } from '../view.ts'
import { listBlockers } from './blockers.ts'
import type { StageOf, Watch } from './state.ts'
import type { EnvironmentTerms } from './terms.ts'
import { getEnvironmentTerms, getRolloutTerms } from './view.ts'

/** What was seen of an environment counts for so many seconds; then it is asked again, right before it is changed. */
export const CHECK_VALID_SECONDS = 60
/** An environment that was not free is asked again after so many seconds, and when its lock is seen to be gone. */
export const RECHECK_SECONDS = 900
/** A smoke test or a rollback drill that takes longer has no answer. */
export const SMOKE_TEST_SECONDS = 1_800
/** A rollback that takes longer needs people. */
export const ROLLBACK_SECONDS = 900

type Rolling = OpenRelease | PublishedRelease

/** Returns when the metrics of a step are due to be measured; null where nothing is measured. */
export function getMeasurementDue(
  { soak }: StageOf<'soaking'>,
  { analysis }: EnvironmentTerms,
): number | null {
  if (!analysis || analysis.metrics.length === 0) return null
  return (soak.asked?.at ?? soak.since) + analysis.intervalSeconds
}

/** Returns when a step that shows neither good nor bad is held: some measurements after its soak. */
export function getInconclusiveDeadline(
  { soak }: StageOf<'soaking'>,
  { analysis }: EnvironmentTerms,
): number {
  if (!analysis) return Number.POSITIVE_INFINITY
  const start = Math.max(soak.until, soak.measuredFrom)
  return start + analysis.intervalSeconds * (analysis.passes + 1) + analysis.staleAfterSeconds
}

/** Returns when production is due to be looked at again (§5.3); null once the last look was asked for. */
export function getWatchDue({ asked, since, until }: Watch, everySeconds: number): number | null {
  if (asked !== null && asked.at >= until) return null
  return Math.min((asked?.at ?? since) + everySeconds, until)
}

/**
 * Returns when something of a release is due that only time brings about: for the job that tells it what time it is. Null
 * where it waits for people or for the world alone.
 */
export function getNextDueAt(release: Release, now: number): number | null {
  if (release.status === 'unopened' || release.status === 'aborted') return null
  const due = [
    ...listStageTimes(release, now),
    ...listWatchTimes(release),
    ...listDisclosureTimes(release, now),
    ...listFreezeTimes(release, now),
  ].filter(Number.isFinite)
  return due.length === 0 ? null : Math.max(Math.min(...due), now + 1)
}

/** The end of a freeze of its line, while that still keeps it from being cut. */
function listFreezeTimes(release: Rolling, now: number): number[] {
  const { frozen } = release.ledger
  if (release.status !== 'open' || frozen === null || !isUncut(release)) return []
  return now < frozen.over ? [frozen.over] : []
}

function listStageTimes(release: Rolling, now: number): number[] {
  const { ledger } = release
  const { stage } = ledger.rollout
  if (stage.stage === 'rolling-back')
    return ledger.trouble.kind === 'none'
      ? [Math.max(stage.startedAt, ledger.retriedAt) + ROLLBACK_SECONDS]
      : []
  if (ledger.flow.kind === 'held' || ledger.trouble.kind !== 'none') return []
  switch (stage.stage) {
    case 'waiting':
      return listWaitingTimes(release, stage, now)
    case 'deploying':
      return [
        Math.max(stage.startedAt, ledger.retriedAt) +
          (getEnvironmentTerms(ledger, stage.at.environment)?.timeoutSeconds ?? 0),
      ]
    case 'soaking':
      return listSoakTimes(release, stage)
    case 'not-begun':
    case 'completed':
    case 'rolled-back':
      return []
  }
}

function listWaitingTimes(release: Rolling, waiting: StageOf<'waiting'>, now: number): number[] {
  const blockers = listBlockers(release, waiting, now)
  const ends = blockers.flatMap((one) => ('until' in one && one.until !== null ? [one.until] : []))
  const { check } = waiting
  if (check.kind === 'checked') return [...ends, check.at + RECHECK_SECONDS]
  return ends
}

function listSoakTimes({ ledger }: Rolling, soaking: StageOf<'soaking'>): number[] {
  const environment = getEnvironmentTerms(ledger, soaking.at.environment)
  if (!environment) return []
  const { soak } = soaking
  const measured = getMeasurementDue(soaking, environment)
  return [
    ...(measured === null ? [soak.until] : [measured, getInconclusiveDeadline(soaking, environment)]),
    ...(soak.smokeTest === 'running'
      ? [Math.max(soak.smokeTestAt, ledger.retriedAt) + SMOKE_TEST_SECONDS]
      : []),
  ]
}

function listWatchTimes({ ledger }: Rolling): number[] {
  const { watch, stage } = ledger.rollout
  const terms = getRolloutTerms(ledger)
  if (!watch || watch.ended || !terms || stage.stage !== 'completed' || ledger.flow.kind === 'held') return []
  const due = getWatchDue(watch, terms.watch.everySeconds)
  return due === null ? [] : [due]
}
