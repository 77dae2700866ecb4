import { z } from 'zod'
import { measurementSchema } from '../../rollout/measurement.ts'
import { personSchema } from '../who.ts'

/** What the events of a rollout are made of. Each is stored, so a schema here is added to and never edited. */

/** One step of a rollout: an environment, which of its steps, and the percent of traffic that it brings. */
export const rolloutStepSchema = z
  .strictObject({ environment: z.string(), step: z.int(), share: z.number() })
  .readonly()
export type RolloutStep = z.output<typeof rolloutStepSchema>

/** Who keeps an environment for themselves: a person who locked it, or the release that is rolled out there. */
export const lockSchema = z
  .strictObject({
    environment: z.string(),
    owner: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('person'), person: personSchema }).readonly(),
      z.strictObject({ kind: z.literal('release'), version: z.string() }).readonly(),
    ]),
    because: z.string(),
    at: z.number(),
  })
  .readonly()
export type EnvironmentLock = z.output<typeof lockSchema>

/** An incident that is open: nothing goes on before it is over. */
export const incidentSchema = z.strictObject({ issue: z.int(), title: z.string() }).readonly()
export type Incident = z.output<typeof incidentSchema>

/** What rolled a release back. */
export const rollbackCauseSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), person: personSchema }).readonly(),
  /** Automatic Rollback Triggers: an alert of the rule, by its name and what it said. */
  z
    .strictObject({
      kind: z.literal('alert'),
      alert: z.string(),
      fingerprint: z.string(),
      startsAt: z.number(),
      summary: z.string(),
    })
    .readonly(),
  /** The analysis of a step failed by these metrics. */
  z.strictObject({ kind: z.literal('analysis'), metrics: z.array(z.string()).readonly() }).readonly(),
  z.strictObject({ kind: z.literal('smoke-test') }).readonly(),
])
export type RollbackCause = z.output<typeof rollbackCauseSchema>

/** How one metric stood when a step was judged. */
export const metricStandingSchema = z
  .strictObject({ metric: z.string(), kind: z.enum(['pass', 'fail', 'inconclusive']), dryRun: z.boolean() })
  .readonly()
export type MetricStanding = z.output<typeof metricStandingSchema>

/** One look at production during the watch (§5.3). */
export const watchLookSchema = z
  .strictObject({
    measurements: z.array(measurementSchema).readonly(),
    /** Metrics that are worse than before the release, by their ids. */
    breaches: z.array(z.string()).readonly(),
    /** Issues opened since that mention the version. */
    issues: z.array(z.int()).readonly(),
    /** Open issues with a support label; null where the policy names none. */
    support: z.int().nullable(),
  })
  .readonly()
export type WatchLook = z.output<typeof watchLookSchema>

/** What proves a line of a checklist without anybody's word: a link, a digest, or a number. */
export const evidenceSchema = z.string().min(1).max(500)
