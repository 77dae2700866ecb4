import type { Fact } from '../../release/lifecycle/commands.ts'
import type { PlaceAt } from '../../release/lifecycle/state.ts'
import type { Policy } from '../../release/policy.ts'
import { Refused } from '../../release/refusal.ts'
import type { WorkflowRun } from '../ports/github.ts'
import { digestAt, mayLag, placeOf, placeText } from './artifact-places.ts'
import { startedRun } from './build-run.ts'
import { type OpenScene, type Perform, remoteOf } from './performing.ts'
import { forget, knownFor } from './remembered.ts'

/** §3.2: the build runs, and what it has left behind by now. */
export const buildArtifacts: Perform<'build-artifacts'> = async (scene, effect) => {
  const { release, world } = scene
  if (release.status !== 'open' || release.place.step !== 'building') return []

  const open = { ...scene, release }
  const { build } = await policyOf(open)
  const run = await startedRun(open, effect, build)
  const started: Fact = { type: 'ArtifactsStarted', at: world.now(), run: runName(run) }
  const seen = await seenOf(open, { build, run, place: { ...release.place, run: runName(run) } })
  return [started, ...seen]
}

/** What became of a build that is under way; to be asked whenever a run ends, and now and then (design, law 3). */
export async function followArtifacts(scene: OpenScene): Promise<Fact[]> {
  const { world, release } = scene
  const { place } = release
  if (place.step !== 'building' || place.run === null) return []

  try {
    return await followed(scene, place)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return [{ type: 'ArtifactsFailed', at: world.now(), run: place.run, because: becauseOf(error) }]
  }
}

async function followed(scene: OpenScene, place: PlaceAt<'building'>): Promise<Fact[]> {
  const { hub, release } = scene
  const { build } = await policyOf(scene)
  const { tag } = release.ledger.about
  const runs = await hub.workflowRuns({ workflow: build.workflow, ref: tag, head: place.head })
  const run = runs.find(({ id }) => place.run?.startsWith(`${id}.`))
  return run ? seenOf(scene, { build, run, place }) : []
}

/** `1234.2`: the second attempt of a run. */
export function runName({ id, attempt }: WorkflowRun): string {
  return `${id}.${attempt}`
}

async function policyOf(scene: OpenScene): Promise<Policy> {
  return scene.world.git.policy({ at: await remoteOf(scene), pin: scene.release.ledger.about.policy })
}

interface Building {
  readonly build: Policy['build']
  readonly run: WorkflowRun
  readonly place: PlaceAt<'building'>
}

async function seenOf(scene: OpenScene, building: Building): Promise<Fact[]> {
  const { run } = building
  switch (run.status) {
    case 'under-way':
      return []
    case 'failed':
      return [failed(scene, building, `The build ended as ${said(run)}: ${run.url}`)]
    case 'success':
      return verified(scene, building)
  }
}

function said({ conclusion }: WorkflowRun): string {
  return (conclusion ?? 'failure').replaceAll('_', ' ')
}

/** A build that ended well is not believed: what it was to leave behind has to be there. */
async function verified(scene: OpenScene, building: Building): Promise<Fact[]> {
  try {
    return await foundOf(scene, building)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return [failed(scene, building, becauseOf(error))]
  }
}

function becauseOf({ refusal }: Refused): string {
  return `${refusal.what} ${refusal.next}`
}

async function foundOf(scene: OpenScene, building: Building): Promise<Fact[]> {
  const { world, hub, release } = scene
  const { place, run, build } = building
  const { tag, version } = release.ledger.about
  const seen = new Set(place.artifacts.map(({ artifact }) => artifact))
  const facts: Fact[] = []
  const missing: string[] = []
  for (const artifact of build.artifacts.filter(({ id }) => !seen.has(id))) {
    const at = placeOf(artifact, version)
    const looking = { hub, registries: world.registries, run, tag, version }
    const digest = await digestAt(at, looking)
    if (digest !== null) facts.push({ type: 'ArtifactSeen', at: world.now(), artifact: artifact.id, digest })
    else if (!isAwaited(scene, { run, what: artifact.id, lags: mayLag(at) })) missing.push(placeText(at))
  }
  if (missing.length === 0) return facts
  return [
    ...facts,
    failed(scene, building, `The build ended well, but ${missing.join(', ')} is not there: ${run.url}`),
  ]
}

/** A registry may take minutes to show what was put there, in seconds. */
const PATIENCE = 180

function isAwaited(
  { world, id }: OpenScene,
  { run, what, lags }: { readonly run: WorkflowRun; readonly what: string; readonly lags: boolean },
): boolean {
  if (!lags) return false
  const name = `${id} ${runName(run)} lacks ${what}`
  if (knownFor(world, name) < PATIENCE) return true
  forget(world, name)
  return false
}

function failed({ world }: OpenScene, { place, run }: Building, because: string): Fact {
  return { type: 'ArtifactsFailed', at: world.now(), run: place.run ?? runName(run), because }
}
