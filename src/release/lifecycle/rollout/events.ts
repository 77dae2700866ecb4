import { z } from 'zod'
import { measurementSchema } from '../../rollout/measurement.ts'
import { becauseSchema } from '../causes.ts'
import { defineEvent } from '../event-shape.ts'
import { personSchema } from '../who.ts'
import {
  evidenceSchema,
  incidentSchema,
  lockSchema,
  metricStandingSchema,
  rollbackCauseSchema,
  rolloutStepSchema,
  watchLookSchema,
} from './words.ts'

const because = z.string().min(1)
const environment = z.string().min(1)
const at = rolloutStepSchema.unwrap().shape

/** §2.3, §4.1 to §4.3: from verified artifacts to everybody. */
const rolloutEvents = [
  /** What was built goes through its environments from here on. */
  defineEvent('RolloutStarted', { publish: z.enum(['before-deployment', 'after-deployment']), ...at }),
  /** The policy names no environment, so nothing is deployed. */
  defineEvent('DeploymentSkipped', {}),
  /** Before production: what has to be told and proved is asked for (§4.1). */
  defineEvent('ReadinessRequested', { environment }),
  /** A line of a checklist is proved, and nobody has to answer for it. */
  defineEvent('ItemProved', {
    checklist: z.string(),
    item: z.string(),
    head: z.string(),
    evidence: evidenceSchema,
  }),
  /** How many were told, and which addresses did not take it. */
  defineEvent('CustomersNotified', { recipients: z.int(), refused: z.array(z.string()).readonly() }),
  defineEvent('OnCallAcknowledged', { person: personSchema }),
  defineEvent('DrillRequested', { environment }),
  defineEvent('DrillFinished', { environment, passed: z.boolean(), evidence: evidenceSchema }),
  /** The environment is asked whether it is free, right before it is changed. */
  defineEvent('EnvironmentCheckRequested', { environment }),
  defineEvent('EnvironmentChecked', {
    environment,
    claimed: z.boolean(),
    locks: z.array(lockSchema).readonly(),
    incidents: z.array(incidentSchema).readonly(),
    /** What production runs, where the release that this one starts from was rolled back. */
    previous: z.string().optional(),
  }),
  /** Locks and incidents changed while nobody asked. */
  defineEvent('SurroundingsSeen', {
    locks: z.array(lockSchema).readonly(),
    incidents: z.array(incidentSchema).readonly(),
  }),
  defineEvent('DeployRequested', at),
  /** `until` is when its soak ends, in seconds since 1970. */
  defineEvent('Deployed', {
    ...at,
    until: z.number(),
    smokeTest: z.boolean(),
    evidence: evidenceSchema.nullable(),
  }),
  defineEvent('SmokeTestRequested', { environment }),
  defineEvent('SmokeTestFinished', { environment, passed: z.boolean(), evidence: evidenceSchema.nullable() }),
  defineEvent('MetricsRequested', { environment }),
  defineEvent('MetricsRead', { environment, measurements: z.array(measurementSchema).readonly() }),
  defineEvent('SoakExtended', { environment, until: z.number(), because }),
  defineEvent('SoakSkipped', { environment, because }),
  /** A person has a step that soaks deployed again: it waits for all that it waited for before. */
  defineEvent('RedeployRequested', at),
  /** A step held up: nothing widens without one of these before it. */
  defineEvent('StepPassed', {
    ...at,
    metrics: z.array(metricStandingSchema).readonly(),
    /** Null after the last step of the last environment. */
    next: rolloutStepSchema.nullable(),
  }),
  defineEvent('StepAnalysisFailed', { ...at, metrics: z.array(metricStandingSchema).readonly() }),
  /** Everybody is on the new version. */
  defineEvent('RolloutCompleted', { watchUntil: z.number().nullable() }),
] as const

/** Rollback Procedures: the four steps, and what closes the loop. */
const rollbackEvents = [
  defineEvent('RollbackRequested', {
    environment,
    to: z.string(),
    cause: rollbackCauseSchema,
    because: becauseSchema,
  }),
  defineEvent('PreviousDeployed', { environment, to: z.string(), evidence: evidenceSchema.nullable() }),
  defineEvent('HealthVerified', { environment, evidence: evidenceSchema.nullable() }),
  defineEvent('IncidentOpened', { issue: z.int() }),
  /** Releases of the line may be rolled out again. */
  defineEvent('LineUnlocked', { because }),
] as const

/** §5: what comes after. */
const followUpEvents = [
  defineEvent('WatchRequested', {}),
  defineEvent('WatchLooked', watchLookSchema.unwrap().shape),
  /** Somebody looked at what is worse than before, and lets the release stand. */
  defineEvent('BreachAccepted', { because }),
  defineEvent('WatchEnded', {}),
  defineEvent('ReviewRequested', {}),
  defineEvent('ReviewOpened', { issue: z.int() }),
  defineEvent('Closed', {}),
] as const

/** What happens to a release on its way to production and after. */
export const ROLLOUT_EVENTS = [...rolloutEvents, ...rollbackEvents, ...followUpEvents] as const
export type RolloutEvent = z.output<(typeof ROLLOUT_EVENTS)[number]>
export type RolloutEventType = RolloutEvent['type']

const ROLLOUT_EVENT_TYPES: readonly string[] = ROLLOUT_EVENTS.map(
  (option) => option.unwrap().shape.type.value,
)

/** Checks whether an event is one of the deployment of a release. */
export function isRolloutEvent(event: { readonly type: string }): event is RolloutEvent {
  return ROLLOUT_EVENT_TYPES.includes(event.type)
}
