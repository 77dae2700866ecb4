import { type ConflictCommits, commitConflict } from '../../../git/picks/conflict-commits.ts'
import { type Candidate, formatCandidateName } from '../../../release/changes/candidate.ts'
import type { ConflictQuery } from '../../../runtime/ports/git-conflicts.ts'
import { openCommitWriter, type SigningWorkspace } from '../build/commit-writer.ts'
import { readContent, readSettled, type Settled } from '../plan/settled-plan.ts'

/** Characters: the begin of a long title tells what it is. */
const LONGEST_LABEL = 72

/** A pick that conflicts, and where. */
export interface Conflict {
  readonly release: Settled
  readonly candidate: Candidate
  /** Every candidate of the release's range, in main's order. */
  readonly candidates: readonly Candidate[]
  readonly made: ConflictCommits
}

/**
 * The commits of a conflict: the same whenever they are made, for one head of the release branch.
 *
 * @param heads commits by which they may stand already
 */
export async function createConflict(
  workspace: SigningWorkspace,
  asking: Omit<ConflictQuery, 'branch'>,
  heads: readonly (string | null)[],
): Promise<Conflict> {
  const { plan, head } = asking
  const release = { ...(await readSettled(workspace, asking)), origins: asking.origins }
  const picks = plan.picks.filter(({ candidate }) => candidate === asking.candidate)
  const content = await readContent(workspace, release, { picks })
  const [candidate] = content.picks
  if (!candidate) throw new Error(`${asking.candidate} is not in the plan ${plan.digest}`)
  const { committer } = release
  const write = openCommitWriter(workspace, release, { heads, since: head })
  const to = { ...workspace, candidate, onto: head, committer, write, labels: createLabels(candidate) }
  return { release, candidate, candidates: content.candidates, made: await commitConflict(to) }
}

function createLabels({ id, title }: Candidate) {
  return {
    ours: 'release branch',
    theirs: [...`${formatCandidateName(id)} ${title}`].slice(0, LONGEST_LABEL).join(''),
  }
}
