/**
 * What a no is about. It decides the exit code of the command line (docs/cli.md):
 * `usage` a wrong call, `config` a wrong policy file, `repository` a repository that cannot be used as it is,
 * `rule` the process says no, `conflict` picks that do not apply.
 */
export type RefusalKind = 'usage' | 'config' | 'repository' | 'rule' | 'conflict'

/** A no in sentences, with code in backquotes. */
export interface RefusalText {
  /** What was found, where, and why that cannot go on. One or more whole sentences. */
  readonly what: string
  /** What to do next; commands in backquotes. */
  readonly next: string
}

/** A no that a person can act on: what was refused and what to do next (design, law 8). */
export interface Refusal extends RefusalText {
  readonly kind: RefusalKind
  /** What somebody who asked for it can do without; nothing where only a person can act on it. */
  readonly lacks?: MissingFeature
}

/** What a vendor's plan or server may lack: GitHub has no drafts in private repositories of free plans. */
type MissingFeature = 'draft-pull-requests'

/** Carries a refusal up to whoever asked. Not an incident: nothing is broken and nothing was changed. */
export class Refused extends Error {
  readonly refusal: Refusal

  /** @param cause the failure of the machine or of the repository that this puts into words, where there was one */
  constructor(refusal: Refusal, cause?: Error) {
    super(refusal.what, { cause })
    this.name = 'Refused'
    this.refusal = refusal
  }
}
