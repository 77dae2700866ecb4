import { findLabel } from '../../../release/eligibility/labels.ts'
import { parseBranch } from '../../../release/line-branch.ts'
import { type Line, listLines } from '../../../release/lines.ts'
import type { GroundReading } from '../../ports/git.ts'
import type { GitHubRepository } from '../../ports/github.ts'

/** The labels that nominate for one line, of those that the repository has. */
export interface LineLabels {
  readonly line: Line
  readonly labels: readonly string[]
}

/** The lines that a label of the repository names (`line.labels`), for each whose support hasn't ended on a day. */
export async function findLineLabels(
  repo: GitHubRepository,
  { policy, tags }: GroundReading,
  today: string,
): Promise<readonly LineLabels[]> {
  if (policy.line.labels.length === 0) return []
  const there = await repo.listLabels()
  const { labels: patterns, supportEnds } = policy.line
  const lines = listLines(tags, { tagPattern: policy.tagPattern }).filter(
    ({ name }) => today <= (supportEnds[name] ?? today),
  )
  return lines.flatMap((line) => {
    const wanted = patterns.map((pattern) => parseBranch(pattern, line.name))
    const labels = there.filter((label) => findLabel([label], wanted) !== undefined)
    return labels.length > 0 ? [{ line, labels }] : []
  })
}
