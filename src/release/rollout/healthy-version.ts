/** Tags that were rolled back, each with the version that production went back to. */
export type RolledBackTags = Readonly<Record<string, string>>

/** What the rollbacks of a repository mean for its next releases. */
export interface Rollbacks {
  /** The lines that are locked, each by the version that was rolled back. */
  readonly lockedLines: Readonly<Record<string, string>>
  readonly rolledBack: RolledBackTags
}

/** Returns the version that production runs instead of one that was rolled back; itself where it wasn't. */
export function findHealthyVersion(tag: string, rolledBack: RolledBackTags): string {
  const seen = new Set<string>()
  let found = tag
  for (let to = rolledBack[found]; to !== undefined && !seen.has(found); to = rolledBack[found]) {
    seen.add(found)
    found = to
  }
  return found
}
