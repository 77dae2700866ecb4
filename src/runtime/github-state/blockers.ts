import type { Planned } from '../../release/lifecycle/words.ts'
import type { Policy } from '../../release/policy.ts'
import type { GitHubRepository } from '../ports/github.ts'

/** A plan with the open issues and pull requests that stop its cut (`candidates.blockerLabels`). */
export async function addBlockers(
  repo: GitHubRepository,
  { candidates }: Pick<Policy, 'candidates'>,
  planned: Planned,
): Promise<Planned> {
  const found = new Set<number>()
  for (const label of candidates.blockerLabels)
    for (const { number, state } of await repo.labelled(label)) if (state === 'open') found.add(number)
  return found.size === 0 ? planned : { ...planned, blockers: [...found].sort((a, b) => a - b) }
}
