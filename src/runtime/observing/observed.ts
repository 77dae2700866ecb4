import type { Fact } from '../../release/lifecycle/commands.ts'
import { followArtifacts } from '../effects/artifacts.ts'
import type { OpenScene } from '../effects/performing.ts'
import { checksSeen } from './checks.ts'
import { conflictsSeen } from './conflicts.ts'
import { handsSeen } from './hands.ts'
import { branchSeen, issueSeen, pullRequestSeen } from './shown.ts'
import { tagSeen } from './tag.ts'

/** Everything that GitHub shows of an open release now, as facts; what is on record already is no news to the core. */
export async function observed(scene: OpenScene): Promise<readonly Fact[]> {
  const before = [await issueSeen(scene), await tagSeen(scene)]
  const branch = [await branchSeen(scene), await pullRequestSeen(scene), await conflictsSeen(scene)].flat()
  const hands = await handsSeen(scene, branch)
  const seen = [await checksSeen(scene), await followArtifacts(scene)]
  return [...before.flat(), ...branch, ...hands, ...seen.flat()]
}
