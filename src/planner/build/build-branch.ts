import type { BuildReport, BuildRequest, BuiltCommit, TagRequest } from '../../cli/engine.ts'
import type { BumpPlan } from '../../git/bump/plan-bump.ts'
import { openPlainWriter, readCommit } from '../../git/objects/commit-objects.ts'
import { buildCommits, type PickedBranch } from '../../git/picks/build-commits.ts'
import { install, type NewRef } from '../../git/refs/install.ts'
import type { MadeTag } from '../../git/signing/sign-tag.ts'
import { getSubject } from '../../release/changes/candidate.ts'
import { fill } from '../../release/policy/text-schemas.ts'
import { Refused } from '../../release/refusal.ts'
import { stripVersionPrefix } from '../../release/version-form.ts'
import { readGround } from '../ground/read-ground.ts'
import { createReportedGround } from '../ground/report-ground.ts'
import { makePlan, type Planning } from '../plan/make-plan.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { pushBuild, pushTarget } from './push-build.ts'
import { refuseToBuild } from './refuse-to-build.ts'
import {
  commitBump,
  composeBumpMessage,
  createCommitter,
  planReleaseBump,
  refuseLeftVersions,
} from './release-commits.ts'
import { type BeforeTag, makeBuildTag, refuseOtherTag, resolveBeforeTag } from './tag-build.ts'

/** What was built in the quarantine; nothing points at it yet. */
interface Built {
  readonly branch: PickedBranch
  readonly bump: BumpPlan
  readonly head: string
  readonly commits: readonly BuiltCommit[]
  readonly tag: MadeTag | null
}

/** Builds the release branch of a plan, and its tag, and brings them into the clone, and to the remote if asked. */
export async function buildLocally(workspace: Workspace, request: BuildRequest): Promise<BuildReport> {
  const target = request.push === null ? null : await pushTarget(workspace, request.push)
  const { ground, tagged } = resolveBeforeTag(await readGround(workspace, request), request.version)
  const planning = await makePlan(workspace, ground, request)
  const { policy } = ground.inForce
  const name = fill(policy.releaseBranch, { version: stripVersionPrefix(planning.plan.version) })
  const refused = refuseToBuild(planning, { request, policy, tags: ground.tags })
  if (refused) throw new Refused(tagged ? refuseOtherTag(tagged, name) : refused)
  request.onProgress({ step: 'making the commits', done: null, total: null })
  const built = await make(workspace, { planning, ground, tag: request.tag, tagged, name })
  const refs: NewRef[] = [{ name: `refs/heads/${name}`, sha: built.head }]
  if (built.tag) refs.push({ name: `refs/tags/${planning.cut.tag}`, sha: built.tag.sha })
  const known = [planning.cut.start.commit, planning.plan.range.main.commit]
  const installed = request.dryRun ? 'dry-run' : await install({ ...workspace, refs, known })
  const pushed = target === null ? null : await pushBuild(workspace, { target, refs, policy })
  return {
    ...createReportedGround(ground, planning.warnings),
    plan: planning.plan,
    branch: name,
    head: built.head,
    commits: built.commits,
    skipped: built.branch.skipped,
    bumped: built.bump.changed,
    tag: built.tag ? { name: planning.cut.tag, ...built.tag } : null,
    installed,
    pushed,
  }
}

interface BuildContext extends BeforeTag {
  readonly planning: Planning
  readonly tag: TagRequest
  /** The branch's name. */
  readonly name: string
}

async function make(workspace: Workspace, making: BuildContext): Promise<Built> {
  const { planning, ground, tag, tagged, name } = making
  const { store, engine } = workspace
  const { policy } = ground.inForce
  const committer = await createCommitter(store, planning.plan.range.main.commit, policy.committer)
  // The same for everybody who builds this plan: the committer is the bot, whose key isn't here.
  const write = openPlainWriter(store)
  const branch = await buildCommits({
    store,
    engine,
    base: planning.cut.start.commit,
    candidates: planning.trial.chosen,
    committer,
    write,
    recordOrigin: policy.picks.recordOrigin,
  })
  const bump = await planReleaseBump(workspace, { of: planning.cut, policy, tree: branch.tree })
  await refuseLeftVersions(workspace, { of: planning.cut, policy, tree: bump.tree })
  const message = composeBumpMessage(planning.cut, policy)
  const made = { on: branch.head, tree: bump.tree, committer, message }
  const head = bump.tree === branch.tree ? branch.head : await commitBump(write, made)
  if (tagged && tagged.commit !== head) throw new Refused(refuseOtherTag(tagged, name))
  const picked = await Promise.all(branch.commits.map((commit) => readBuiltPick(workspace, commit)))
  const bumped: BuiltCommit = { sha: head, subject: getSubject(message), kind: 'bump', candidate: null }
  return {
    branch,
    bump,
    head,
    commits: head === branch.head ? picked : [...picked, bumped],
    tag: await makeBuildTag(workspace, { planning, ground, request: tag, target: head, committer, tagged }),
  }
}

async function readBuiltPick(
  { store }: Workspace,
  { sha, candidate }: PickedBranch['commits'][number],
): Promise<BuiltCommit> {
  const { message } = await readCommit(store, sha)
  return { sha, subject: getSubject(message.toString()), kind: 'pick', candidate }
}
