import { z } from 'zod'
import { WEEKDAYS } from '../../policy/calendar.ts'
import { METRIC_UNITS } from '../../policy/deployment/metrics.ts'
import { NOTICE_NAMES } from '../../policy/deployment/notices.ts'
import { deployerTerms } from './deployer-terms.ts'

/** What of the policy a rollout is decided by. Stored with a release, so a schema here is added to and never edited. */

const failures = z.strictObject({ most: z.int(), of: z.int() }).readonly()

const metric = z
  .strictObject({
    id: z.string(),
    text: z.string(),
    query: z.string(),
    unit: z.enum(METRIC_UNITS),
    limit: z
      .strictObject({ above: z.number().optional(), below: z.number().optional() })
      .readonly()
      .optional(),
    previous: z.strictObject({ factor: z.number(), margin: z.number().optional() }).readonly().optional(),
    traffic: z.strictObject({ query: z.string(), atLeast: z.number() }).readonly().optional(),
    failures: failures.optional(),
    dryRun: z.boolean(),
  })
  .readonly()

/** How the numbers of a step are judged (§4.2). */
const analysis = z
  .strictObject({
    intervalSeconds: z.number(),
    passes: z.int(),
    failures,
    staleAfterSeconds: z.number(),
    /** A query for the time of the newest sample; null where the source can't say it. */
    freshness: z.string().nullable(),
    metrics: z.array(metric).readonly(),
  })
  .readonly()

/** When production may change, in the time zone of the calendar: `from` and `to` are times of the day. */
const window = z
  .strictObject({ days: z.array(z.enum(WEEKDAYS)).readonly(), from: z.string(), to: z.string() })
  .readonly()
export type DeploymentWindow = z.output<typeof window>

const environment = z
  .strictObject({
    id: z.string(),
    /** The last environment of the policy: its steps are the rollout of §4.2 and §4.3, and it is what is rolled back. */
    isProduction: z.boolean(),
    /** Shares of traffic in percent, growing to 100, each with the seconds that it has to hold up. */
    steps: z
      .array(z.strictObject({ share: z.number(), soakSeconds: z.number() }).readonly())
      .min(1)
      .readonly(),
    /** What brings a version there. */
    deployer: deployerTerms,
    /** The metrics source by its connection; null without one. */
    metrics: z.string().nullable(),
    /** How the numbers are judged; null where the environment has no metrics. */
    analysis: analysis.nullable(),
    /** The workflow that is run after each deployment (§2.3); null without one. */
    smokeTest: z.string().nullable(),
    /** What answers while the environment is healthy. */
    health: z.array(z.string()).readonly(),
    /** A deployment that takes longer fails. */
    timeoutSeconds: z.number(),
    /** How many people say go before each step. */
    approvals: z.int(),
    /** What a step that fails its analysis becomes. */
    onFailure: z.enum(['rollback', 'hold']),
    /** Empty: at any time. */
    windows: z.array(window).readonly(),
    /** Dates on which nothing changes: `2026-12-24`. */
    freeze: z.array(z.iso.date()).readonly(),
  })
  .readonly()
export type EnvironmentTerms = z.output<typeof environment>

/** §5.3: how long a release is watched, and how often it is looked at; no period, no watch. */
const watch = z
  .strictObject({
    periodSeconds: z.number(),
    everySeconds: z.number(),
    /** Releases of before the setting have none. */
    supportLabels: z.array(z.string()).readonly().optional(),
  })
  .readonly()

/** Automatic Rollback Triggers: the alert that rolls back. */
const alertRule = z
  .strictObject({
    alert: z.string(),
    labels: z.strictObject({ severity: z.string(), action: z.string() }).readonly(),
    staleAfterSeconds: z.number(),
  })
  .readonly()

/** What of the policy the rollout of a release is decided by. */
export const rolloutTerms = z
  .strictObject({
    /** Whether the GitHub release is published before anything is deployed (a library) or after it (a service). */
    publish: z.enum(['before-deployment', 'after-deployment']),
    /** In the order in which a version goes through them; none means that nothing is deployed. */
    environments: z.array(environment).readonly(),
    /** The images of a version, by the artifact that each is: `ghcr.io/godel/api:{version}`. */
    images: z.array(z.strictObject({ artifact: z.string(), reference: z.string() }).readonly()).readonly(),
    /** §4.1: how long before production changes enterprise customers were told. */
    advanceNoticeSeconds: z.number(),
    /** Addresses of enterprise customers. */
    customers: z.array(z.string()).readonly(),
    /** A rollback drill in staging counts for so many seconds. */
    drillWithinSeconds: z.number(),
    alertRule,
    watch,
    /** Post-Release Review. */
    questions: z.array(z.string()).readonly(),
    /** Whether a GitOps repository says what production runs; its files are read from the policy. */
    hasPin: z.literal(true).optional(),
    /** The texts that the repository writes itself; the others come along. */
    ownNotices: z.array(z.enum(NOTICE_NAMES)).readonly().optional(),
  })
  .readonly()
export type RolloutTerms = z.output<typeof rolloutTerms>
