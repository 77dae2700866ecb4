import type { InitReport, InitRequest } from '../../cli/engine.ts'
import { CONFIG_FILE, readPolicy } from '../../config/read-policy.ts'
import { writeConfig } from '../../config/write-config.ts'
import { renderConfigHeader } from '../../messages/onboarding/config-header.ts'
import { explainSetting } from '../../messages/onboarding/settings.ts'
import { learnPolicy } from '../../release/onboarding/learn-policy.ts'
import type { ConfigProposal } from '../../release/onboarding/proposal.ts'
import { proposeConfig } from '../../release/onboarding/propose-config.ts'
import { replayPolicy, sumScores } from '../../release/onboarding/replay.ts'
import type { RepositoryFacts } from '../../release/onboarding/repository-facts.ts'
import type { Policy } from '../../release/policy.ts'
import { readGround } from '../ground/read-ground.ts'
import { createReportedGround } from '../ground/report-ground.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { playReleases } from './play-releases.ts'
import { putConfig } from './put-config.ts'
import { readRepositoryFacts } from './read-repository.ts'
import { tryVersionFiles } from './version-trail.ts'

/** Seconds. Somebody waits for a proposal; `simulate` plays as many releases as it is asked for. */
const PATIENCE = 40

/** Looks at a repository, proposes its config with what that would have changed, and writes it where that is wanted. */
export async function initRepository(workspace: Workspace, request: InitRequest): Promise<InitReport> {
  const ground = await readGround(workspace, request)
  request.onProgress({ step: 'reading the repository', done: null, total: null })
  const facts = await readRepositoryFacts(workspace, ground)
  const { policy } = ground.inForce
  const line = { ...policy.line, ...(proposesFromMain(facts) && { newestFromMain: true }) }
  const there = { ...ground, inForce: { ...ground.inForce, policy: { ...policy, line } } }
  const played = await playReleases(workspace, there, { ...request, line: null, within: PATIENCE })
  const learned = learnPolicy(played, policy)
  const versionFiles = await tryVersionFiles(workspace, { ground, trail: facts.trail })
  const proposal = proposeConfig({ facts, policy, learned, releases: played.length, versionFiles })
  const config = renderProposal(proposal, facts, played.length)
  const proposed = parseProposal(config)
  return {
    ...createReportedGround(ground, []),
    ...proposal,
    config,
    releases: played.length,
    before: sumScores(replayPolicy(played, policy)),
    after: sumScores(replayPolicy(played, { ...learned.policy, line: proposed.line })),
    written: request.write
      ? await putConfig(workspace, { ...request, text: config, hasConfig: facts.hasConfig })
      : { kind: 'not-asked' },
  }
}

/** Releases are played from where the proposed config has them start. */
function proposesFromMain({ lines }: RepositoryFacts): boolean {
  return lines.some(({ isFromMain }) => isFromMain)
}

function renderProposal(
  { settings }: ConfigProposal,
  { product }: RepositoryFacts,
  releases: number,
): string {
  return writeConfig(
    renderConfigHeader(product, releases),
    settings.map((setting) => ({
      path: setting.path,
      value: setting.value,
      comment: explainSetting(setting),
    })),
  )
}

/** A proposal that its own reader refuses is a mistake of ours. */
function parseProposal(text: string): Policy {
  const read = readPolicy({ text, file: CONFIG_FILE })
  if (read.ok) return read.policy
  throw new Error(`the proposed config is wrong: ${JSON.stringify(read.errors)}`)
}
