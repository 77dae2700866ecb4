/** What is told of several times, in seconds. */
export interface TimeStatistics {
  readonly count: number
  /** The middle one, or the mean of the two in the middle; null where there is none. */
  readonly median: number | null
  /** The nearest rank: nine of ten are no longer. */
  readonly p90: number | null
}

/** Tells the middle and the slow end of several times. */
export function summarizeTimes(seconds: readonly number[]): TimeStatistics {
  const sorted = seconds.toSorted((one, other) => one - other)
  const count = sorted.length
  const [low, high] = [sorted[Math.floor((count - 1) / 2)], sorted[Math.floor(count / 2)]]
  if (low === undefined || high === undefined) return { count, median: null, p90: null }
  return { count, median: (low + high) / 2, p90: sorted[Math.ceil(count * 0.9) - 1] ?? high }
}

/** How many of how many. */
export interface Share {
  readonly count: number
  readonly of: number
  /** Null of nothing. */
  readonly percent: number | null
}

/** Tells how many of how many something is. */
export function createShare(count: number, of: number): Share {
  return { count, of, percent: of === 0 ? null : (count / of) * 100 }
}
