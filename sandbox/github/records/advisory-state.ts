/** A repository advisory. */
export interface AdvisoryState {
  readonly ghsa: string
  state: 'triage' | 'draft' | 'published' | 'closed'
  cve: string | null
  /** A vector. */
  cvss: string | null
  summary: string
  description: string
  affected: readonly {
    readonly ecosystem: string
    readonly name: string | null
    readonly range: string | null
    readonly patched: string | null
  }[]
  /** Null before it is public. */
  publishedAt: number | null
}
