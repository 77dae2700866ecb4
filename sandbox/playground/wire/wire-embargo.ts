import type { CommentView, MarkdownTree } from './wire-text.ts'

/** An embargo from both sides: what the security team reads, and what everyone else does. */
export interface EmbargoView {
  /** The version that is prepared or was disclosed last; null before the first. */
  readonly version: string | null
  readonly insider: {
    readonly repository: string
    readonly title: string | null
    readonly body: MarkdownTree
    /** What was said last, the newest at the end. */
    readonly comments: readonly CommentView[]
    readonly advisory: AdvisoryView | null
    /** Branches and tags of the version. */
    readonly refs: readonly string[]
  }
  readonly outsider: {
    readonly repository: string
    /** Everything of the version that anyone can see, wherever it is. */
    readonly found: readonly OutsiderFind[]
  }
}

export interface AdvisoryView {
  readonly ghsa: string
  readonly state: string
  readonly title: string
  readonly cve: string | null
  readonly ranges: readonly string[]
}

export interface OutsiderFind {
  readonly what: 'branch' | 'tag' | 'release' | 'advisory' | 'issue' | 'announcement'
  readonly says: string
}
