import type { CommitPerson } from '../../release/changes/candidate.ts'
import type { Edit } from '../edits.ts'

/** A commit of the story, before anybody knows what it stands on. */
export interface DemoChange {
  /** UTC, to the minute: `2026-02-04T10:20`. */
  readonly at: string
  readonly author: CommitPerson
  readonly subject: string
  /** Whole lines: what it is about, then trailers. */
  readonly body?: string
  /** The pull request that was squashed into it; its number goes behind the subject. */
  readonly squashed?: number
  readonly edits: readonly Edit[]
}
