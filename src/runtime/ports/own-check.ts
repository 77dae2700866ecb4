/** What the App itself says about a commit. */
export interface OwnCheck {
  readonly head: string
  readonly name: string
  readonly conclusion: 'success' | 'failure' | 'neutral' | 'action_required'
  readonly title: string
  /** Markdown, 65,535 characters at most. */
  readonly summary: string
  /** What is shown beside the lines of the files; GitHub takes 50 at once. */
  readonly annotations?: readonly CheckAnnotation[]
}

/** A sentence beside a line of a file. */
export interface CheckAnnotation {
  readonly path: string
  /** From 1. */
  readonly line: number
  /** Plain text. */
  readonly message: string
}
