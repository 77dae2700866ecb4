import { buildCommits, type PickedBranch } from '../../../git/picks/build-commits.ts'
import type { PickReport } from '../../../release/lifecycle/commands.ts'
import { Refused } from '../../../release/refusal.ts'
import { stripVersionPrefix } from '../../../release/version-form.ts'
import { formatTagName } from '../../../release/versions/tag-names.ts'
import type { BranchBuildQuery, Git } from '../../../runtime/ports/git.ts'
import { readSettled, repeatPicks, type Settled } from '../plan/settled-plan.ts'
import { findBranchHead, putBranch } from './branches.ts'
import { openCommitWriter, type SigningWorkspace } from './commit-writer.ts'

/** §1.2: the commits of a settled plan, on the remote's release branch. */
export async function buildOnRemote(
  workspace: SigningWorkspace,
  asking: BranchBuildQuery,
): ReturnType<Git['build']> {
  const { at, plan, branch, onto } = asking
  const release = { ...(await readSettled(workspace, asking)), origins: asking.origins }
  const candidates = await repeatPicks(workspace, release, plan)
  const { policy } = release.ground.inForce
  const base = release.of.start.commit
  const standing = await findBranchHead(workspace, branch)
  const { head, outcomes, commits } = await buildCommits({
    ...workspace,
    base,
    candidates,
    committer: release.committer,
    write: openCommitWriter(workspace, release, { heads: [standing, ...onto], since: base }),
    recordOrigin: policy.picks.recordOrigin,
  })
  if (standing !== head) refuseTagged(release)
  await putBranch(workspace, { at, policy, branch, head, onto: [null, ...onto] })
  const ends = new Map(commits.map(({ candidate, sha }) => [candidate, sha]))
  return {
    head,
    outcomes: outcomes.map((outcome) => toPickReport(outcome, ends.get(outcome.candidate) ?? null)),
  }
}

/** `end` is the last commit of the pick. */
function toPickReport(
  { candidate, taken }: PickedBranch['outcomes'][number],
  end: string | null,
): PickReport {
  if (taken.kind === 'empty') return { candidate, kind: 'empty' }
  if (taken.kind === 'clean') {
    if (end === null) throw new Error(`${candidate} applied and left no commit`)
    return { candidate, kind: 'clean', at: end }
  }
  const files = taken.paths.map(({ path }) => path)
  return { candidate, kind: 'conflict', commit: taken.at.sha, files }
}

/** Version Numbering: what was tagged stays what it is. */
function refuseTagged({ ground, of }: Settled): void {
  const name = formatTagName(ground.inForce.policy.tagPattern, stripVersionPrefix(of.version))
  const tagged = ground.tags.find((tag) => tag.name === name)
  if (!tagged) return
  throw new Refused({
    kind: 'rule',
    what: `The tag ${name} exists already (${tagged.commit.slice(0, 10)}), so its branch isn't built again. A version is never cut twice.`,
    next: 'Cut the next version of the line, and cancel this one with `/release abort because …`.',
  })
}
