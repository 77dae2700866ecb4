import type { Measurement } from '../../rollout/measurement.ts'
import type { Because } from '../causes.ts'
import type { Person } from '../who.ts'
import type { PromptKey, Subject } from '../words.ts'
import type { EnvironmentLock, Incident, RollbackCause, RolloutStep, WatchLook } from './words.ts'

/** A step that was deployed and has to hold up (§2.3, §4.2). Times are in seconds since 1970. */
export interface Soak {
  readonly since: number
  readonly until: number
  /** A smoke test runs after the deployment, where the policy has one. */
  readonly smokeTest: 'none' | 'to-run' | 'running' | 'passed'
  readonly smokeTestAt: number
  readonly measurements: readonly Measurement[]
  /** What was measured before says nothing: the release was held since. */
  readonly measuredFrom: number
  /** When the metrics were asked last, and by which event; `answered` once they came. */
  readonly asked: { readonly event: number; readonly at: number; readonly answered: boolean } | null
  readonly skipped: boolean
}

/** What is known of an environment that is about to change. */
export type EnvironmentCheck =
  | { readonly kind: 'not-checked' }
  | { readonly kind: 'asked'; readonly at: number }
  /** Whether we have the environment for ourselves, and when that was seen. */
  | { readonly kind: 'checked'; readonly at: number; readonly claimed: boolean }

/** A go/no-go question about the next step. */
export type StepQuestion =
  | { readonly kind: 'to-ask' }
  | {
      readonly kind: 'open'
      readonly prompt: PromptKey
      readonly subject: Subject
      readonly openedAt: number
      readonly approvals: readonly Person[]
    }
  /** Enough people said go: the step may be taken. */
  | { readonly kind: 'answered'; readonly approvals: readonly Person[] }

/** Where a rollout is, with exactly what is true there. */
export type RolloutStage =
  | { readonly stage: 'not-begun' }
  /** Before a step: for gates, a go, a window, a lock. */
  | {
      readonly stage: 'waiting'
      readonly at: RolloutStep
      readonly question: StepQuestion
      readonly check: EnvironmentCheck
    }
  | { readonly stage: 'deploying'; readonly at: RolloutStep; readonly startedAt: number }
  | {
      readonly stage: 'soaking'
      readonly at: RolloutStep
      readonly startedAt: number
      readonly soak: Soak
    }
  | { readonly stage: 'completed'; readonly startedAt: number; readonly completedAt: number }
  | {
      readonly stage: 'rolling-back'
      readonly doing: 'deploying' | 'verifying'
      readonly environment: string
      readonly to: string
      readonly cause: RollbackCause
      readonly because: Because
      readonly startedAt: number
    }
  | {
      readonly stage: 'rolled-back'
      /** Null where a person put everything back by hand. */
      readonly environment: string | null
      readonly to: string
      readonly cause: RollbackCause
      readonly because: Because
      readonly at: number
      readonly incident: number | null
      /** Until somebody unlocks it, nothing of the line is rolled out. */
      readonly isLineLocked: boolean
    }

export type StageOf<S extends RolloutStage['stage']> = Extract<RolloutStage, { stage: S }>

/** §5.3: the watch of a release. */
export interface Watch {
  readonly since: number
  readonly until: number
  /** When it was looked last, and by which event that was asked. */
  readonly asked: { readonly event: number; readonly at: number; readonly answered: boolean } | null
  readonly looks: readonly (WatchLook & { readonly at: number })[]
  /** Metrics that are worse than before and that nobody decided about. */
  readonly breaches: readonly string[]
  readonly ended: boolean
}

/** What is true of the deployment of a release, whatever its stage. */
export interface Rollout {
  readonly stage: RolloutStage
  /** The step that held up last, with what was measured of it: what the next one is decided by. */
  readonly lastStep: { readonly at: RolloutStep; readonly measurements: readonly Measurement[] } | null
  /** Percent of traffic on the new version, by environment. */
  readonly shares: Readonly<Record<string, number>>
  /** What was seen of the environments last. */
  readonly locks: readonly EnvironmentLock[]
  readonly incidents: readonly Incident[]
  /** §4.1: since when readiness was asked for; null before. */
  readonly readySince: number | null
  readonly notifiedAt: number | null
  readonly onCall: { readonly person: Person; readonly at: number } | null
  readonly drill: { readonly at: number; readonly passed: boolean } | null
  readonly drilling: { readonly environment: string; readonly event: number; readonly at: number } | null
  readonly watch: Watch | null
  readonly isSkipped: boolean
  readonly review: { readonly issue: number | null } | null
  readonly closedAt: number | null
  /** What production ran when it was checked last, where the release starts from what was rolled back; else null. */
  readonly previous: string | null
}

/** Before anything was deployed. */
export const NO_ROLLOUT: Rollout = {
  stage: { stage: 'not-begun' },
  lastStep: null,
  shares: {},
  locks: [],
  incidents: [],
  readySince: null,
  notifiedAt: null,
  onCall: null,
  drill: null,
  drilling: null,
  watch: null,
  isSkipped: false,
  review: null,
  closedAt: null,
  previous: null,
}
