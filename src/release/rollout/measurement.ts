import { z } from 'zod'

/**
 * Why a metric has no number. Each is a different thing to fix: `stale` is old data, `clock-skewed` a clock that is off
 * by minutes, `several-series` a query that doesn't aggregate, `source-slow` no answer in time, `source-down` no or a
 * failing server, `source-garbled` an answer that isn't one, `source-refused` a query or a login that it doesn't accept.
 */
export const READING_PROBLEMS = [
  'no-data',
  'not-a-number',
  'stale',
  'clock-skewed',
  'several-series',
  'source-slow',
  'source-down',
  'source-garbled',
  'source-refused',
] as const
export type ReadingProblem = (typeof READING_PROBLEMS)[number]

/** What the metrics source says to one query: a finite number, or why there is none. */
export const readingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), value: z.number() }).readonly(),
  z.strictObject({ kind: z.literal('problem'), problem: z.enum(READING_PROBLEMS) }).readonly(),
])
export type Reading = z.output<typeof readingSchema>

/** One metric at one time, as it is stored in an event. */
export const measurementSchema = z
  .strictObject({
    /** The id of the metric in the policy. */
    metric: z.string(),
    /** Seconds since 1970. */
    at: z.number(),
    current: readingSchema,
    /** The same query for the previous version at the same time; null where the policy doesn't compare. */
    previous: readingSchema.nullable(),
    /** How much traffic the number stands on; null where the policy asks for no minimum. */
    traffic: readingSchema.nullable(),
  })
  .readonly()
export type Measurement = z.output<typeof measurementSchema>

/** Makes a reading of a number; what isn't finite is a problem. */
export function toReading(value: number): Reading {
  return Number.isFinite(value) ? { kind: 'value', value } : { kind: 'problem', problem: 'not-a-number' }
}
