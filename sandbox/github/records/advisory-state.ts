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
  /** People who are thanked, by GitHub's name for what they did. */
  credits?: readonly { readonly login: string; readonly type: string }[]
  cwes?: readonly string[]
  /** A CVE id was asked for. */
  isCveAskedFor?: boolean
  /** Null before it is public. */
  publishedAt: number | null
}
