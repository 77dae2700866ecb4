import { buildCommits, type PickedBranch } from '../../git/build.ts'
import { bare } from '../../local/release-commits.ts'
import type { Workspace } from '../../local/workspace.ts'
import type { PickReport } from '../../release/lifecycle/commands.ts'
import { Refused } from '../../release/refusal.ts'
import { tagName } from '../../release/tag-names.ts'
import type { BuildAsking, Git } from '../../runtime/ports/git.ts'
import { putBranch, standingAt } from './branches.ts'
import { type Settled, samePicks, settled } from './settled.ts'

/** §1.2: the commits of a settled plan, on the remote's release branch. */
export async function build(workspace: Workspace, asking: BuildAsking): ReturnType<Git['build']> {
  const { at, plan, branch, onto } = asking
  const release = await settled(workspace, asking)
  const candidates = await samePicks(workspace, release, plan)
  const { policy } = release.ground.inForce
  const { head, outcomes, commits } = await buildCommits({
    ...workspace,
    base: release.of.base.commit,
    candidates,
    committer: release.committer,
    recordOrigin: policy.picks.recordOrigin,
  })
  if ((await standingAt(workspace, branch)) !== head) refuseTagged(release)
  await putBranch(workspace, { at, policy, branch, head, onto: [null, ...onto] })
  const ends = new Map(commits.map(({ candidate, sha }) => [candidate, sha]))
  return { head, outcomes: outcomes.map((outcome) => reported(outcome, ends.get(outcome.candidate) ?? null)) }
}

/** `end` is the last commit of the pick. */
function reported({ candidate, taken }: PickedBranch['outcomes'][number], end: string | null): PickReport {
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
  const name = tagName(ground.inForce.policy.tagPattern, bare(of.version))
  const tagged = ground.tags.find((tag) => tag.name === name)
  if (!tagged) return
  throw new Refused({
    kind: 'rule',
    what: `The tag ${name} exists already (${tagged.commit.slice(0, 10)}), so its branch is not made anew. A version is never cut twice.`,
    next: 'Cut the next version of the line, and end this one with `/release abort because …`.',
  })
}
