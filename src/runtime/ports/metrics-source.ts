import type { Reading } from '../../release/rollout/measurement.ts'

/**
 * What the runtime needs of a metrics source. Whatever goes wrong is a reading that says so: nothing throws, because a
 * source that is slow, down or wrong holds a release and is no reason to try the step again.
 */
export interface MetricsSource {
  /** The one number that a query answers with, at a time in seconds since 1970. */
  readValue(query: string, at: number): Promise<Reading>
  /** The numbers of a time range, the oldest first, for charts and for the comparison with the days before. */
  readSeries(query: string, range: TimeRange): Promise<SeriesReading>
}

/** In seconds since 1970. */
export interface TimeRange {
  readonly from: number
  readonly to: number
  /** Seconds between two numbers. */
  readonly step: number
}

export interface Sample {
  /** Seconds since 1970. */
  readonly at: number
  readonly value: number
}

export type SeriesReading =
  | { readonly kind: 'series'; readonly samples: readonly Sample[] }
  | Extract<Reading, { kind: 'problem' }>
