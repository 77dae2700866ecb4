import type { OutsideCommit, PinnedPick, Planned, Untaken } from './words.ts'

/** Checks whether a change of a plan fixes security. */
export function isSecurityChange({
  type,
  security,
}: Pick<PinnedPick, 'type' | 'security'> | Pick<Untaken, 'type' | 'security'>): boolean {
  return type === 'security' || security === true
}

/** Lists the security fixes among what came onto a release branch another way, by what they are assessed by. */
export function listOutsideFixes(commits: readonly OutsideCommit[]): readonly string[] {
  return commits.filter(isSecurityChange).map(({ candidate }) => candidate)
}

/** Lists the security fixes that a release by a plan brings: its picks by their ids, what its line has by its commits. */
export function listSecurityFixes({ picks, onLine = [] }: Planned): readonly string[] {
  return [
    ...picks.filter(isSecurityChange).map(({ candidate }) => candidate),
    ...onLine.filter(isSecurityChange).map(({ commit }) => commit),
  ]
}
