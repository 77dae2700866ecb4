import type { Committer } from '../../../git/objects/commit-objects.ts'
import { createCommitter, type ReleaseSpan } from '../../../planner/build/release-commits.ts'
import type { Cut } from '../../../planner/ground/read-ground.ts'
import { computeDigest } from '../../../planner/plan/make-plan.ts'
import { readCandidates } from '../../../planner/plan/read-candidates.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import { type Candidate, formatCandidateName, type OnLine } from '../../../release/changes/candidate.ts'
import type { Planned } from '../../../release/lifecycle/words.ts'
import { findStableBefore, toLine, type VersionTag } from '../../../release/lines.ts'
import { type Refusal, Refused } from '../../../release/refusal.ts'
import { stripVersionPrefix } from '../../../release/version-form.ts'
import type { BranchBuildQuery } from '../../../runtime/ports/git.ts'
import { type PinnedGround, readGroundAt, requireCommit } from '../ground.ts'

/** A release whose plan is settled, and its plan. */
type SettledPlanQuery = Pick<BranchBuildQuery, 'at' | 'version' | 'policy' | 'plan'>

/** Such a release, found again in the repository. */
export interface Settled {
  readonly ground: PinnedGround
  readonly of: ReleaseSpan & Pick<Cut, 'start'>
  /** The bot, at the date of the plan's main: a second time gives the same commits. */
  readonly committer: Committer
}

/** The same, with what knows which pull request brought which commit. */
export type SettledWithOrigins = Settled & Pick<BranchBuildQuery, 'origins'>

/** @throws {Refused} where main was rewritten, or the tag that the release starts from is not where it was */
export async function readSettled(
  workspace: Workspace,
  { version, policy, plan }: SettledPlanQuery,
): Promise<Settled> {
  const ground = await readGroundAt(workspace, { main: plan.main, policy })
  const committer = await createCommitter(workspace.store, plan.main, ground.inForce.policy.committer)
  const start = plan.start ?? { branch: null, commit: plan.base }
  if (plan.start) await requireCommit(workspace, plan.start.commit)
  const of = { version, base: findBase(ground, version, plan.base), start }
  return { ground, of, committer }
}

/** Found by its commit: tags that came since are no reason to start from elsewhere. */
export function findBase({ tags, inForce }: PinnedGround, version: string, commit: string): VersionTag {
  const wanted = toLine(stripVersionPrefix(version))
  const there = tags.filter((tag) => tag.commit === commit)
  const base = findStableBefore(stripVersionPrefix(version), there, inForce.policy)
  if (base) return base
  throw new Refused({
    kind: 'repository',
    what: `${version} was planned on the stable tag of line ${wanted} at ${commit.slice(0, 10)}, but that tag is gone: it was moved or deleted.`,
    next: 'Restore the tag (a published tag never moves), or make the plan again with `/release plan`.',
  })
}

/**
 * The picks of a settled plan as candidates, in the plan's order.
 *
 * @throws {Refused} when one of them is no candidate any more
 */
export async function listSettledPicks(
  workspace: Workspace,
  settled: SettledWithOrigins,
  plan: Pick<Planned, 'picks'>,
): Promise<readonly Candidate[]> {
  return (await readContent(workspace, settled, plan)).picks
}

/** What comes with a settled plan. */
export interface SettledContent {
  readonly picks: readonly Candidate[]
  /** Every candidate of its range, in main's order. */
  readonly candidates: readonly Candidate[]
  readonly onLine: readonly OnLine[]
}

/** All that comes with a settled plan: its picks as candidates, and what its line has already. */
export async function readContent(
  workspace: Workspace,
  { ground, of, origins }: SettledWithOrigins,
  { picks }: Pick<Planned, 'picks'>,
): Promise<SettledContent> {
  const { candidates, onLine } = await readCandidates(workspace, {
    ground,
    cut: of,
    origins,
    onProgress: () => undefined,
  })
  const byId = new Map(candidates.map((one) => [one.id, one]))
  const found = picks.map(({ candidate }) => {
    const one = byId.get(candidate)
    if (one) return one
    throw new Refused(
      refuseNotRepeatable(of, `${formatCandidateName(candidate)} is no longer a candidate of it`),
    )
  })
  return { picks: found, candidates, onLine }
}

/**
 * The picks of a plan that has to be the very same again, digest and all.
 *
 * @throws {Refused} when it is another
 */
export async function repeatPicks(
  workspace: Workspace,
  settled: SettledWithOrigins,
  plan: Planned,
): Promise<readonly Candidate[]> {
  const { ground, of } = settled
  const picks = await listSettledPicks(workspace, settled, plan)
  const range = {
    base: { tag: of.base.name, commit: of.base.commit, taggedAt: of.base.taggedAt },
    start: of.start,
    main: ground.main,
    mergeBase: '',
  }
  const digest = computeDigest({ version: of.version, range, policy: ground.inForce.digest, picks })
  if (digest === plan.digest) return picks
  const [was, is] = [plan.digest.slice(0, 12), digest.slice(0, 12)]
  throw new Refused(refuseNotRepeatable(of, `the plan that was settled is ${was}, and this is ${is}`))
}

function refuseNotRepeatable({ version }: ReleaseSpan, why: string): Refusal {
  return {
    kind: 'rule',
    what: `The plan of ${version} can't be made again as it was: ${why}.`,
    next: 'Run `/release plan`, and review what changed.',
  }
}
