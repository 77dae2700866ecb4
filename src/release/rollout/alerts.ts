import { z } from 'zod'

/** One alert of Alertmanager's, as it is stored in an event. */
export const alertSchema = z
  .strictObject({
    /** Alertmanager's hash of the labels: the same alert again has the same. */
    fingerprint: z.string(),
    status: z.enum(['firing', 'resolved']),
    /** When it began to fire, in seconds since 1970. */
    startsAt: z.number(),
    name: z.string(),
    /** What the rule asks for: `rollback`; null without that label. */
    action: z.string().nullable(),
    severity: z.string().nullable(),
    version: z.string().nullable(),
    environment: z.string().nullable(),
    /** What it says to people, in its own words; empty where it says nothing. */
    summary: z.string(),
  })
  .readonly()
export type Alert = z.output<typeof alertSchema>

/** Names an alert: the same from the first notification to every repeated one. */
export function toAlertKey({ fingerprint, startsAt, status }: Alert): string {
  return `${fingerprint}:${startsAt}:${status}`
}

/** Which alerts roll back, and what is deployed at the moment. */
export interface AlertContext {
  /** `rollback.automatic` of the policy: the rule's name and labels. */
  readonly rule: {
    readonly alert: string
    readonly labels: { readonly severity: string; readonly action: string }
  }
  readonly environment: string
  /** The version that the rollout brings, without a `v`. */
  readonly version: string
  /** When the current step began, in seconds since 1970. */
  readonly stepStartedAt: number
  readonly now: number
  /** An older notification says nothing about now, in seconds. */
  readonly staleAfterSeconds: number
  /** Whether this release was rolled back, or is being rolled back, already. */
  readonly rolledBack: boolean
}

/** Why an alert doesn't roll back. */
export type IgnoredAlert =
  | 'other-rule'
  | 'other-action'
  | 'other-severity'
  | 'resolved'
  | 'other-environment'
  | 'no-version'
  | 'other-version'
  | 'before-the-step'
  | 'in-the-future'
  | 'stale'
  | 'rolled-back-already'

export type AlertVerdict =
  | { readonly kind: 'rollback' }
  | { readonly kind: 'ignore'; readonly why: IgnoredAlert }

/** How far the clock of Alertmanager's machine may be ahead of ours, in seconds. */
const MOST_AHEAD = 60

/**
 * Decides whether an alert rolls back (Automatic Rollback Triggers): it has to be the rule's own, to fire now, for this
 * version in this environment, and to have begun after the step did. One release is rolled back once.
 *
 * @param receivedAt when Alertmanager sent it, in seconds since 1970
 */
export function judgeAlert(alert: Alert, receivedAt: number, context: AlertContext): AlertVerdict {
  const why = findMismatch(alert, context) ?? findBadTime(alert, receivedAt, context)
  if (why) return { kind: 'ignore', why }
  return context.rolledBack ? { kind: 'ignore', why: 'rolled-back-already' } : { kind: 'rollback' }
}

function findMismatch(alert: Alert, { rule, environment, version }: AlertContext): IgnoredAlert | null {
  if (alert.name !== rule.alert) return 'other-rule'
  if (alert.action !== rule.labels.action) return 'other-action'
  if (alert.severity !== rule.labels.severity) return 'other-severity'
  if (alert.status === 'resolved') return 'resolved'
  if (alert.environment !== environment) return 'other-environment'
  if (alert.version === null) return 'no-version'
  return withoutV(alert.version) === withoutV(version) ? null : 'other-version'
}

function findBadTime(
  { startsAt }: Alert,
  receivedAt: number,
  { stepStartedAt, now, staleAfterSeconds }: AlertContext,
): IgnoredAlert | null {
  if (startsAt < stepStartedAt) return 'before-the-step'
  if (startsAt > now + MOST_AHEAD) return 'in-the-future'
  return now - receivedAt > staleAfterSeconds ? 'stale' : null
}

/** Labels have versions as `v2.0.1` and as `2.0.1`. */
function withoutV(version: string): string {
  return version.replace(/^v(?=\d)/, '')
}
