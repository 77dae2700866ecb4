import type { OpenRelease, PublishedRelease } from '../state.ts'
import { type Blocker, listBlockers } from './blockers.ts'
import { judgeSoak, toStandings } from './judge.ts'
import type { StageOf } from './state.ts'
import { getWatchDue } from './timing.ts'
import { getEnvironmentTerms, getRolloutTerms } from './view.ts'
import type { MetricStanding, RolloutStep } from './words.ts'

type Rolling = OpenRelease | PublishedRelease

/** Where the deployment of a release is, as people read it: “canary at 25 % until 14:30 UTC, 12 of 30 minutes, 3 of 3 metrics healthy”. */
export type RolloutProgress =
  | { readonly kind: 'none' }
  | { readonly kind: 'skipped' }
  | {
      readonly kind: 'waiting'
      readonly at: RolloutStep
      readonly blockers: readonly Blocker[]
      readonly isAsking: boolean
    }
  | { readonly kind: 'deploying'; readonly at: RolloutStep; readonly since: number }
  | {
      readonly kind: 'soaking'
      readonly at: RolloutStep
      readonly isProduction: boolean
      readonly until: number
      readonly soakedSeconds: number
      readonly soakSeconds: number
      readonly smokeTest: 'none' | 'to-run' | 'running' | 'passed'
      /** None where the environment has no metrics. */
      readonly metrics: readonly MetricStanding[]
      readonly healthy: number
      readonly deciding: number
    }
  | {
      readonly kind: 'watching'
      readonly until: number
      readonly nextLook: number | null
      readonly breaches: readonly string[]
    }
  | { readonly kind: 'completed'; readonly at: number }
  | {
      readonly kind: 'rolling-back'
      readonly doing: 'deploying' | 'verifying'
      readonly environment: string
      readonly to: string
    }
  | {
      readonly kind: 'rolled-back'
      readonly to: string
      readonly at: number
      readonly isLineLocked: boolean
      readonly incident: number | null
    }
  | { readonly kind: 'closed'; readonly at: number }

/**
 * Returns where the deployment of a release is now.
 *
 * @param now seconds since 1970
 */
export function getProgress(release: Rolling, now: number): RolloutProgress {
  const { rollout } = release.ledger
  const { stage, closedAt } = rollout
  if (closedAt !== null) return { kind: 'closed', at: closedAt }
  switch (stage.stage) {
    case 'not-begun':
      return { kind: rollout.isSkipped ? 'skipped' : 'none' }
    case 'waiting':
      return {
        kind: 'waiting',
        at: stage.at,
        blockers: listBlockers(release, stage, now),
        isAsking: stage.question.kind === 'open',
      }
    case 'deploying':
      return { kind: 'deploying', at: stage.at, since: stage.startedAt }
    case 'soaking':
      return getSoakProgress(release, stage, now)
    case 'completed':
      return getWatchProgress(release) ?? { kind: 'completed', at: stage.completedAt }
    case 'rolling-back': {
      const { doing, environment, to } = stage
      return { kind: 'rolling-back', doing, environment, to }
    }
    case 'rolled-back': {
      const { to, at, isLineLocked, incident } = stage
      return { kind: 'rolled-back', to, at, isLineLocked, incident }
    }
  }
}

function getSoakProgress({ ledger }: Rolling, soaking: StageOf<'soaking'>, now: number): RolloutProgress {
  const { at, soak } = soaking
  const environment = getEnvironmentTerms(ledger, at.environment)
  const verdict = environment ? judgeSoak(soaking, environment, now) : { kind: 'people' as const }
  const metrics = toStandings(verdict)
  const deciding = metrics.filter(({ dryRun }) => !dryRun)
  const soakSeconds = soak.until - soak.since
  return {
    kind: 'soaking',
    at,
    isProduction: environment?.isProduction ?? false,
    until: soak.until,
    soakedSeconds: Math.min(Math.max(0, now - soak.since), soakSeconds),
    soakSeconds,
    smokeTest: soak.smokeTest,
    metrics,
    healthy: deciding.filter(({ kind }) => kind === 'pass').length,
    deciding: deciding.length,
  }
}

function getWatchProgress({ ledger }: Rolling): RolloutProgress | null {
  const { watch } = ledger.rollout
  const terms = getRolloutTerms(ledger)
  if (!watch || watch.ended || !terms) return null
  const { until, breaches } = watch
  return { kind: 'watching', until, nextLook: getWatchDue(watch, terms.watch.everySeconds), breaches }
}
