import type { Fact } from '../../release/lifecycle/commands.ts'
import { getBranchName } from '../../release/lifecycle/view.ts'
import { ownHeads } from '../observing/shown.ts'
import { Later } from '../ports/later.ts'
import { type Perform, remoteOf, type Scene } from './performing.ts'
import { forget, knownFor } from './remembered.ts'

/** §1.2: the release branch. It may stand on any head that was this release's own: what was planned before. */
export const buildBranch: Perform<'build-branch'> = async (scene, { key, branch, plan }) => {
  const { world, release, events } = scene
  const { version, policy } = release.ledger.about
  const { head, outcomes } = await world.git.build({
    at: await remoteOf(scene),
    version,
    policy,
    plan,
    branch,
    onto: [...ownHeads(events)],
  })
  return [{ type: 'BranchBuilt', at: world.now(), answers: key, head, outcomes }]
}

/** §1.3: the bump, the last commit of the branch. */
export const bumpVersion: Perform<'bump-version'> = async (scene, { key, branch, on }) => {
  const { world, release } = scene
  if (release.status !== 'open' || release.place.step !== 'bumping') return []

  const { version, policy } = release.ledger.about
  const { plan } = release.place
  const { head } = await world.git.bump({ at: await remoteOf(scene), version, policy, plan, branch, on })
  return [{ type: 'VersionBumped', at: world.now(), answers: key, head }]
}

/** How long a read may lag behind our own push, in seconds. */
const LAG = 30
const LOOK_AGAIN = 2

/**
 * Where the release branch is on GitHub. A head that was ours before, or none yet, is what a read shows that lags
 * behind our own push, so that it is looked at again for a while.
 *
 * @throws {Later} meanwhile
 */
export async function branchHead(scene: Scene, expected: string): Promise<string | null> {
  const { world, hub, release, events, id } = scene
  const head = await hub.branch(getBranchName(release.ledger.about))
  const what = `${id} is not at ${expected} yet`
  const mayLag = head !== expected && (head === null || ownHeads(events).has(head))
  if (mayLag && knownFor(world, what) < LAG)
    throw new Later(world.now() + LOOK_AGAIN, 'GitHub does not show the pushed head yet.')

  forget(world, what)
  return head
}

/** The fact that the branch is where nobody expects it. */
export function branchElsewhere({ world }: Scene, head: string | null): Fact {
  return { type: 'BranchSeen', at: world.now(), head }
}
