import type { Measures } from '../release/measures/measures.ts'
import type { Share } from '../release/measures/statistics.ts'
import { formatDuration } from '../release/policy/duration.ts'
import { formatNumber } from './wording.ts'

const MINUTE = 60

/** Says whether a target is met. */
export function formatMet(isMet: boolean): string {
  return isMet ? '✓ met' : '✗ missed'
}

/** A time of the measures: the middle of several, which may be half a second. */
export function formatTime(seconds: number | null): string {
  if (seconds === null) return 'unknown'
  return formatDuration(seconds < MINUTE ? Math.round(seconds) : Math.round(seconds / MINUTE) * MINUTE)
}

/** `2.5 % (1 of 40)`. */
export function formatShare({ count, of, percent }: Share): string {
  return percent === null ? 'nothing to measure' : `${Math.round(percent * 10) / 10} % (${count} of ${of})`
}

/** Says how many releases were imported, and what that means for the rates; empty where none was. */
export function explainImported({ imported }: Pick<Measures, 'imported'>): string {
  return imported === 0 ? '' : `, ${imported} of them imported: they count for times, and for no rate`
}

/** Says how many changes have no date of their report, which the time to patch leaves out. */
export function formatUnknown(count: number): string {
  return count === 0 ? '' : ` (${formatNumber(count, 'change')} without a date of the report)`
}
