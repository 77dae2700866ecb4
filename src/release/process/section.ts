/** The headings of the process document (docs/process/patch-release-process.md) that state something. */
export type Section =
  | 'Overview'
  | 'Eligible Changes'
  | 'Patch Release Triggers'
  | '§1'
  | '§1.1'
  | '§1.2'
  | '§1.3'
  | '§2'
  | '§2.1'
  | '§2.2'
  | '§2.3'
  | '§3'
  | '§3.1'
  | '§3.2'
  | '§4'
  | '§4.1'
  | '§4.2'
  | '§4.3'
  | '§5'
  | '§5.1'
  | '§5.2'
  | '§5.3'
  | 'Embargo Period'
  | 'Security Release Checklist'
  | 'Security Advisory Template'
  | 'Automatic Rollback Triggers'
  | 'Manual Rollback'
  | 'Semantic Versioning'
  | 'Pre-release Versions'
  | 'Regular Cadence'
  | 'Emergency Releases'
  | 'Release Metrics'
  | 'Post-Release Review'
  | 'Related Documents'

/** Something that the process document states, and where. Durations are spelled as in config: `30m`, `48h`. */
export interface Stated<T> {
  readonly section: Section
  readonly value: T
}

export function state<const T>(section: Section, value: T): Stated<T> {
  return { section, value }
}

/** One line to tick. `{severities}` and `{advanceNotice}` in a text stand for what the policy in force says. */
export interface ChecklistItem {
  /** Stable name, for evidence and programs. */
  readonly id: string
  readonly text: string
  /** The document's `(if applicable)`: it may be ticked as not applicable. */
  readonly ifApplicable?: boolean | undefined
}
