import type { SimulateReport, SimulateRequest } from '../../cli/engine.ts'
import { learnPolicy } from '../../release/onboarding/learn-policy.ts'
import { replayPolicy, sumScores } from '../../release/onboarding/replay.ts'
import { readGround } from '../ground/read-ground.ts'
import { createReportedGround } from '../ground/report-ground.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { playReleases } from './play-releases.ts'

/** More than three settings at once nobody weighs. */
const MOST_SETTINGS = 3

/** Plays the policy over the last patch releases, and says what would bring it closer to what people released. */
export async function simulate(workspace: Workspace, request: SimulateRequest): Promise<SimulateReport> {
  const ground = await readGround(workspace, request)
  const played = await playReleases(workspace, ground, { ...request, within: null })
  const { policy } = ground.inForce
  const releases = replayPolicy(played, policy)
  return {
    ...createReportedGround(ground, []),
    releases,
    total: sumScores(releases),
    closer: learnPolicy(played, policy).settings.slice(0, MOST_SETTINGS),
  }
}
