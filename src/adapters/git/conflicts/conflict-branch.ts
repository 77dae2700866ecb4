import { readCommit } from '../../../git/objects/commit-objects.ts'
import { findDependencies } from '../../../git/picks/dependencies.ts'
import { runGitText } from '../../../git/run-git.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import { type Candidate, formatCandidateName } from '../../../release/changes/candidate.ts'
import { Refused } from '../../../release/refusal.ts'
import type { ConflictBranch, ConflictQuery } from '../../../runtime/ports/git-conflicts.ts'
import { findBranchHead, isOursAlone, putBranch } from '../build/branches.ts'
import type { SigningWorkspace } from '../build/commit-writer.ts'
import { requireCommit } from '../ground.ts'
import { type Conflict, createConflict } from './create-conflict.ts'
import { listUnresolved } from './unresolved-files.ts'

/**
 * §1.2 “Resolve any conflicts”: the branch on which people resolve a pick, with the conflict in it, on the remote. One
 * that stands there for this pick already, with people's work on it or not, is left as it is; one of ours for another head of the release branch is
 * replaced.
 *
 * @throws {Refused} where the pick changes nothing on the release branch any more, or something else has the name
 */
export async function createConflictBranch(
  workspace: SigningWorkspace,
  asking: ConflictQuery,
): Promise<ConflictBranch> {
  const { at, head, branch } = asking
  await requireCommit(workspace, head)
  const standing = await findBranchHead(workspace, branch)
  const conflict = await createConflict(workspace, asking, [standing])
  const { release, candidate, made } = conflict
  if (made.head === head) throw new Refused(refuseNothingLeft(asking))
  if (standing !== null && (await isForPick(workspace, { standing, head, candidate })))
    return describeConflictBranch(workspace, asking, { ...conflict, head: standing })
  const isOurs =
    standing !== null &&
    (await isOursAlone(workspace, standing, { since: release.of.start.commit, ...release }))
  await putBranch(workspace, {
    at,
    policy: release.ground.inForce.policy,
    branch,
    head: made.head,
    onto: isOurs ? [standing] : [null],
  })
  return describeConflictBranch(workspace, asking, { ...conflict, head: made.head })
}

async function describeConflictBranch(
  workspace: Workspace,
  asking: ConflictQuery,
  conflict: Conflict & { readonly head: string },
): Promise<ConflictBranch> {
  const { branch, head: onto } = asking
  const { candidate, made, head } = conflict
  const { at, files } = made
  const { sha = '', mainline = null } = at ?? candidate.picks[0] ?? {}
  const undecided = await listUnresolved(workspace, { made, onto })
  const needs = await findPrerequisites(workspace, asking, conflict)
  return { branch, head, commit: sha, mainline, files, undecided, needs }
}

/** How many picks are tried to find what a conflict lacks: some seconds at most. */
const PICKS = 250

/** The smallest set of earlier changes with which the pick applies, proved by picking them; none where there is none. */
async function findPrerequisites(
  { engine, store }: Workspace,
  { head, plan }: ConflictQuery,
  { candidate, candidates, made }: Conflict,
): Promise<readonly string[]> {
  if (made.files.length === 0) return []
  const taken = new Set(plan.picks.map((pick) => pick.candidate))
  const found = await findDependencies({
    engine,
    tip: (await readCommit(store, head)).tree,
    candidate,
    paths: made.files.map(({ path }) => path),
    earlier: candidates.slice(0, candidates.indexOf(candidate)).filter(({ id }) => !taken.has(id)),
    picks: PICKS,
  })
  return found.kind === 'found' ? found.on : []
}

/** Whether the first commit that a branch has over the release branch is one of this candidate's picks. */
async function isForPick(
  { quarantine, store }: Workspace,
  { standing, head, candidate }: { standing: string; head: string; candidate: Candidate },
): Promise<boolean> {
  const args = ['rev-list', '--first-parent', '--reverse', standing, `^${head}`]
  const [first] = (await runGitText(args, { gitDir: quarantine.gitDir })).split('\n')
  if (!first) return false
  const message = (await readCommit(store, first)).message.toString()
  return candidate.picks.some(({ sha }) => message.includes(`(cherry picked from commit ${sha})`))
}

function refuseNothingLeft({ candidate, head }: ConflictQuery) {
  const name = formatCandidateName(candidate)
  return {
    kind: 'rule',
    what: `${name} no longer changes anything on the release branch (${head.slice(0, 10)}): its changes are already there.`,
    next: `Leave it out with \`/release drop ${name} because …\`.`,
  } as const
}
