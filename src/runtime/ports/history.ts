import type { FindOrigins } from '../../release/changes/candidate.ts'
import type { EventOf } from '../../release/lifecycle/events.ts'
import type { Policy } from '../../release/policy.ts'

/** Where to read what was released. */
export interface HistoryQuery {
  readonly at: { readonly url: string; readonly webUrl?: string }
  readonly origins: FindOrigins
}

export interface HistoryReading {
  readonly policy: Policy
  readonly pin: EventOf<'Imported'>['policy']
  /** Line by line, the oldest release of each first. */
  readonly releases: readonly PastRelease[]
}

/** A release that people made. Times are in seconds since 1970. */
export interface PastRelease {
  readonly line: string
  /** Without prefix: `2.0.1`. */
  readonly version: string
  readonly tag: string
  readonly commit: string
  readonly taggedAt: number
  /** The release before it: of its line, or of the line before. */
  readonly base: { readonly name: string; readonly commit: string }
  /** Whether it is the first of its line, of which no changes are listed. */
  readonly isFirst: boolean
  readonly changes: readonly PastChange[]
}

export interface PastChange {
  /** `#1234`, or a whole commit. */
  readonly id: string
  readonly title: string
  readonly pullRequest: number | null
  readonly mergedAt: number
}
