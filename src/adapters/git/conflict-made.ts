import { type ConflictCommits, commitConflict } from '../../git/conflict-commits.ts'
import type { Workspace } from '../../local/workspace.ts'
import { type Candidate, nameOf } from '../../release/candidate.ts'
import type { ConflictAsking } from '../../runtime/ports/git.ts'
import { picksOf, type Settled, settled } from './settled.ts'

/** Characters: the begin of a long title tells what it is. */
const LONGEST_LABEL = 72

/** The commits of a conflict: the same whenever they are made, for one head of the release branch. */
export async function conflictMade(
  workspace: Workspace,
  asking: Omit<ConflictAsking, 'branch'>,
): Promise<{ readonly release: Settled; readonly candidate: Candidate; readonly made: ConflictCommits }> {
  const { plan, head } = asking
  const release = await settled(workspace, asking)
  const picks = plan.picks.filter(({ candidate }) => candidate === asking.candidate)
  const [candidate] = await picksOf(workspace, release, { picks })
  if (!candidate) throw new Error(`${asking.candidate} is not in the plan ${plan.digest}`)
  const { committer } = release
  const to = { ...workspace, candidate, onto: head, committer, labels: labelsOf(candidate) }
  return { release, candidate, made: await commitConflict(to) }
}

function labelsOf({ id, title }: Candidate) {
  return { ours: 'release branch', theirs: [...`${nameOf(id)} ${title}`].slice(0, LONGEST_LABEL).join('') }
}
