/** By what people sort a pull request, and who looks at it. */
export interface PullRequestTriage {
  readonly labels: readonly string[]
  /** User names of those who were asked for a review, or gave one. */
  readonly reviewers: readonly string[]
  /** Its number; null where it has none. */
  readonly milestone: number | null
}
