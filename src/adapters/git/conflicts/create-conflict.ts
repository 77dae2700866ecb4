import { type ConflictCommits, commitConflict } from '../../../git/picks/conflict-commits.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import { type Candidate, formatCandidateName } from '../../../release/changes/candidate.ts'
import type { ConflictQuery } from '../../../runtime/ports/git.ts'
import { listSettledPicks, readSettled, type Settled } from '../plan/settled-plan.ts'

/** Characters: the begin of a long title tells what it is. */
const LONGEST_LABEL = 72

/** The commits of a conflict: the same whenever they are made, for one head of the release branch. */
export async function createConflict(
  workspace: Workspace,
  asking: Omit<ConflictQuery, 'branch'>,
): Promise<{ readonly release: Settled; readonly candidate: Candidate; readonly made: ConflictCommits }> {
  const { plan, head } = asking
  const release = await readSettled(workspace, asking)
  const picks = plan.picks.filter(({ candidate }) => candidate === asking.candidate)
  const [candidate] = await listSettledPicks(workspace, release, { picks })
  if (!candidate) throw new Error(`${asking.candidate} is not in the plan ${plan.digest}`)
  const { committer } = release
  const to = { ...workspace, candidate, onto: head, committer, labels: createLabels(candidate) }
  return { release, candidate, made: await commitConflict(to) }
}

function createLabels({ id, title }: Candidate) {
  return {
    ours: 'release branch',
    theirs: [...`${formatCandidateName(id)} ${title}`].slice(0, LONGEST_LABEL).join(''),
  }
}
