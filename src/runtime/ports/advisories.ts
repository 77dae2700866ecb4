/** A repository advisory, as GitHub has it (https://docs.github.com/rest/security-advisories/repository-advisories). */
export interface RepositoryAdvisory {
  readonly ghsa: string
  readonly state: 'triage' | 'draft' | 'published' | 'closed' | 'withdrawn'
  readonly cve: string | null
  /** A vector, as GitHub has it: of v4.0 where there is one. */
  readonly cvss: string | null
  readonly summary: string
  /** Markdown; empty where there is none. */
  readonly description: string
  readonly affected: readonly AffectedPackage[]
  readonly cwes: readonly string[]
  /** People who are thanked, by GitHub's name for what they did. */
  readonly credits: readonly { readonly login: string; readonly type: string }[]
  readonly url: string
}

/** Which versions of a package are affected, and which fixes them. */
export interface AffectedPackage {
  readonly ecosystem: string
  /** Null for what no registry has. */
  readonly name: string | null
  /** `>= 2.0.0, < 2.0.1`; null where nobody said. */
  readonly range: string | null
  /** `2.0.1`; null where nobody said. */
  readonly patched: string | null
}

/** What an advisory begins as. */
export interface AdvisoryDraft {
  readonly summary: string
  readonly description: string
  /** GitHub takes none without a package. */
  readonly affected: readonly AffectedPackage[]
  readonly cvss: string | null
}

/** Repository advisories, of which outsiders see those that are published. */
export interface Advisories {
  /** Null where there is none, or none that the App may see. */
  findAdvisory(ghsa: string): Promise<RepositoryAdvisory | null>
  /** The drafts that are not published yet, newest first. */
  listDraftAdvisories(): Promise<readonly RepositoryAdvisory[]>
  /** Drafts an advisory, which only the security team of the repository reads. Not to be done twice: look first. */
  draftAdvisory(draft: AdvisoryDraft): Promise<RepositoryAdvisory>
  editAdvisory(
    ghsa: string,
    change: {
      readonly state?: 'published'
      readonly affected?: readonly AffectedPackage[]
      readonly cve?: string
      readonly cvss?: string
    },
  ): Promise<RepositoryAdvisory>
  /** Asks GitHub for a CVE id, which comes later; asking again changes nothing. */
  requestCve(ghsa: string): Promise<void>
}

/** A review of a pull request, on the commit that was looked at. */
export interface PullRequestReview {
  readonly login: string
  readonly id: number
  readonly isBot: boolean
  readonly state: 'approved' | 'changes-requested' | 'other'
  readonly commit: string | null
}
