import type { Alert } from '../../rollout/alerts.ts'
import type { Measurement } from '../../rollout/measurement.ts'
import type { EnvironmentLock, Incident, WatchLook } from './words.ts'

type WithReason = { readonly because: string }
type Answer = { readonly answers: string }

/** What people say about the deployment of a release. */
export interface RolloutCommands {
  /** §2.3: staging is watched longer, or a step of the rollout. */
  readonly Extend: WithReason & { readonly seconds: number }
  /** §2.3: staging is watched no longer. */
  readonly SkipSoak: WithReason
  /**
   * Lets a release stand of which the watch says that something is worse than before; or says of an environment that was
   * rolled back that it is healthy, where nothing can be asked.
   */
  readonly Continue: WithReason
  /** Manual Rollback; `to` is null for the version that the release starts from. */
  readonly Rollback: WithReason & { readonly to: string | null }
  /** After a rollback: releases of the line may be rolled out again. */
  readonly UnlockLine: WithReason
  /** Deploys the current step again, or as soon as nothing holds it; `environment` is null for the current one. */
  readonly Deploy: { readonly environment: string | null }
  /** §4.1: tests the rollback in staging. */
  readonly Drill: object
  /** §4.1: the on-call engineer is briefed. */
  readonly AcknowledgeOnCall: object
  readonly Close: object
}

/** What was learnt of the deployment. `answers` is the key of the effect that a fact is the answer to. */
export interface RolloutFacts {
  /** It is so late now: what only time brings about is due. */
  readonly TimePassed: object
  readonly EnvironmentChecked: Answer & {
    readonly claimed: boolean
    readonly locks: readonly EnvironmentLock[]
    readonly incidents: readonly Incident[]
    readonly previous?: string
  }
  /** All locks and incidents as they are now, seen without being asked. */
  readonly SurroundingsSeen: {
    readonly locks: readonly EnvironmentLock[]
    readonly incidents: readonly Incident[]
  }
  readonly VersionDeployed: Answer & { readonly evidence: string | null }
  readonly SmokeTestEnded: Answer & { readonly passed: boolean; readonly evidence: string | null }
  readonly MetricsMeasured: Answer & { readonly measurements: readonly Measurement[] }
  /** A line of a checklist is proved: `rollback-images`, `pods`. */
  readonly ItemProved: { readonly item: string; readonly evidence: string }
  readonly CustomersNotified: { readonly recipients: number; readonly refused: readonly string[] }
  readonly DrillEnded: Answer & { readonly passed: boolean; readonly evidence: string }
  /** When the rollback was tried in staging last, for another release. */
  readonly DrillSeen: { readonly environment: string; readonly testedAt: number; readonly evidence: string }
  readonly PreviousDeployed: Answer & { readonly evidence: string | null }
  /** `unknown` where neither the environment nor a health URL could be asked. */
  readonly HealthSeen: Answer & {
    readonly health: 'healthy' | 'unhealthy' | 'unknown'
    readonly evidence: string | null
  }
  readonly AlertFired: { readonly alert: Alert; readonly receivedAt: number }
  readonly IncidentOpened: { readonly issue: number }
  readonly WatchRead: Answer & { readonly look: WatchLook }
  readonly ReviewOpened: { readonly issue: number }
}

const COMMANDS: { readonly [T in keyof RolloutCommands]: true } = {
  Extend: true,
  SkipSoak: true,
  Continue: true,
  Rollback: true,
  UnlockLine: true,
  Deploy: true,
  Drill: true,
  AcknowledgeOnCall: true,
  Close: true,
}

const FACTS: { readonly [T in keyof RolloutFacts]: true } = {
  TimePassed: true,
  EnvironmentChecked: true,
  SurroundingsSeen: true,
  VersionDeployed: true,
  SmokeTestEnded: true,
  MetricsMeasured: true,
  ItemProved: true,
  CustomersNotified: true,
  DrillEnded: true,
  DrillSeen: true,
  PreviousDeployed: true,
  HealthSeen: true,
  AlertFired: true,
  IncidentOpened: true,
  WatchRead: true,
  ReviewOpened: true,
}

/** Checks whether a command is about the deployment of a release. */
export function isRolloutCommand<C extends { readonly type: string }>(
  command: C,
): command is Extract<C, { readonly type: keyof RolloutCommands }> {
  return Object.hasOwn(COMMANDS, command.type)
}

/** Checks whether a fact is about the deployment of a release. */
export function isRolloutFact<F extends { readonly type: string }>(
  fact: F,
): fact is Extract<F, { readonly type: keyof RolloutFacts }> {
  return Object.hasOwn(FACTS, fact.type)
}
