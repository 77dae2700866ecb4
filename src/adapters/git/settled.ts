import type { Signature } from '../../git/commits.ts'
import { candidatesOf } from '../../local/changes.ts'
import { digestOf } from '../../local/planning.ts'
import { bare, committerAt, type Following } from '../../local/release-commits.ts'
import type { Workspace } from '../../local/workspace.ts'
import { type Candidate, nameOf } from '../../release/candidate.ts'
import type { Planned } from '../../release/lifecycle/words.ts'
import { type Refusal, Refused } from '../../release/refusal.ts'
import { lineOf, stableBefore, type VersionTag } from '../../release/versions.ts'
import type { BuildAsking } from '../../runtime/ports/git.ts'
import { groundAt, type PinnedGround } from './ground.ts'

/** A release whose plan is settled, and its plan. */
export type OfPlan = Pick<BuildAsking, 'at' | 'version' | 'policy' | 'plan'>

/** Such a release, found again in the repository. */
export interface Settled {
  readonly ground: PinnedGround
  readonly of: Following
  /** The bot, at the date of the plan's main: a second time gives the same commits. */
  readonly committer: Signature
}

/** @throws {Refused} where main was rewritten, or the tag that the release starts from is not where it was */
export async function settled(workspace: Workspace, { version, policy, plan }: OfPlan): Promise<Settled> {
  const ground = await groundAt(workspace, { main: plan.main, policy })
  const committer = await committerAt(workspace.store, plan.main, ground.inForce.policy.committer)
  return { ground, of: { version, base: baseOf(ground, version, plan.base) }, committer }
}

/** Found by its commit: tags that came since are no reason to start from elsewhere. */
export function baseOf({ tags, inForce }: PinnedGround, version: string, commit: string): VersionTag {
  const wanted = lineOf(bare(version))
  const there = tags.filter((tag) => tag.commit === commit)
  const base = stableBefore(bare(version), there, inForce.policy)
  if (base) return base
  throw new Refused({
    kind: 'repository',
    what: `${version} was planned on the stable tag of line ${wanted} at ${commit.slice(0, 10)}, and there is none any more: somebody moved or deleted it.`,
    next: 'Put the tag back where it was (a published tag never moves), or plan anew with `/release plan`.',
  })
}

/**
 * The picks of a settled plan as candidates, in the plan's order.
 *
 * @throws {Refused} when one of them is no candidate any more
 */
export async function picksOf(
  workspace: Workspace,
  { ground, of }: Settled,
  { picks }: Pick<Planned, 'picks'>,
): Promise<readonly Candidate[]> {
  const { candidates } = await candidatesOf(workspace, { ground, cut: of, onProgress: () => undefined })
  const byId = new Map(candidates.map((one) => [one.id, one]))
  return picks.map(({ candidate }) => {
    const found = byId.get(candidate)
    if (found) return found
    throw new Refused(notAgain(of, `${nameOf(candidate)} is no candidate of it any more`))
  })
}

/**
 * The picks of a plan that has to be the very same again, digest and all.
 *
 * @throws {Refused} when it is another
 */
export async function samePicks(
  workspace: Workspace,
  settled: Settled,
  plan: Planned,
): Promise<readonly Candidate[]> {
  const { ground, of } = settled
  const picks = await picksOf(workspace, settled, plan)
  const range = {
    base: { tag: of.base.name, commit: of.base.commit, taggedAt: of.base.taggedAt },
    main: ground.main,
    mergeBase: '',
  }
  const digest = digestOf({ version: of.version, range, policy: ground.inForce.digest, picks })
  if (digest === plan.digest) return picks
  const [was, is] = [plan.digest.slice(0, 12), digest.slice(0, 12)]
  throw new Refused(notAgain(of, `the plan that was settled is ${was}, and this is ${is}`))
}

function notAgain({ version }: Following, why: string): Refusal {
  return {
    kind: 'rule',
    what: `The plan of ${version} cannot be made again as it was: ${why}.`,
    next: 'Say `/release plan`, and look at what is another.',
  }
}
