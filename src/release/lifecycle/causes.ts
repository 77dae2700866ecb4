import { z } from 'zod'
import { metricStandingSchema, rollbackCauseSchema, rolloutStepSchema } from './rollout/words.ts'

function defineCause<const C extends string, S extends z.ZodRawShape>(code: C, shape: S) {
  return z.strictObject({ code: z.literal(code), ...shape }).readonly()
}

/**
 * Why a rule held a release, closed a question or voided a go: a code with data, put into words where people read it.
 * Stored for ever: codes are added, never edited.
 */
export const causeSchema = z.discriminatedUnion('code', [
  defineCause('enough-approvals', {}),
  /** Somebody's no-go, in their own words. */
  defineCause('no-go', { text: z.string() }),
  defineCause('pull-request-closed', { outcome: z.enum(['merged', 'closed']) }),
  defineCause('analysis-failed', {
    ...rolloutStepSchema.unwrap().shape,
    metrics: z.array(z.string()).readonly(),
  }),
  defineCause('inconclusive', {
    ...rolloutStepSchema.unwrap().shape,
    metrics: z.array(metricStandingSchema).readonly(),
  }),
  defineCause('rolled-back', {}),
  /** A rollback that nobody asked for, and what did. */
  defineCause('rollback-cause', { cause: rollbackCauseSchema }),
])
export type Cause = z.output<typeof causeSchema>
export type CauseCode = Cause['code']

/** A cause, or what somebody wrote; histories of before causes were data have our own words here. */
export const becauseSchema = z.union([z.string().min(1), causeSchema])
export type Because = z.output<typeof becauseSchema>
