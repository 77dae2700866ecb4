import type { EffectOf } from '../../release/lifecycle/effects.ts'
import type { Policy } from '../../release/policy.ts'
import { Refused } from '../../release/refusal.ts'
import type { WorkflowRun } from '../ports/github.ts'
import { Later } from '../ports/later.ts'
import { areThere } from './artifact-places.ts'
import type { OpenScene } from './performing.ts'
import { forget, isKnown, knownFor } from './remembered.ts'

type Build = Policy['build']
type BuildArtifacts = EffectOf<'build-artifacts'>

/** For how long a run that was started may not be shown yet, in seconds. */
const PATIENCE = 300
const LOOK_AGAIN = 3
/** GitHub shows a run seconds after it was asked for. */
const SHOWN_AFTER = 20
/** And a workflow that it has not seen before. */
const KNOWN_AFTER = 60

/**
 * The run that builds a tag: found, else started. After a failure it runs again, unless what it lacked is there by now.
 *
 * @throws {Later} until GitHub shows it
 * @throws {Refused} when it does not come
 */
export async function startedRun(
  scene: OpenScene,
  effect: BuildArtifacts,
  build: Build,
): Promise<WorkflowRun> {
  const found = await runIfKnown(scene, effect, build)
  if (!found) return absent(scene, effect, build)
  if (!hasFailed(scene, found) || (await isWhole(scene, found, build))) return found

  await scene.hub.rerun(found.id)
  return { ...found, attempt: found.attempt + 1, status: 'under-way', conclusion: null }
}

/** What failed may have come by itself: a registry that was slow. What is under way is waited for. */
async function isWhole(scene: OpenScene, run: WorkflowRun, { artifacts }: Build): Promise<boolean> {
  if (run.status !== 'success') return run.status === 'under-way'
  const { hub, world, release } = scene
  const { tag, version } = release.ledger.about
  return areThere(artifacts, { hub, registries: world.registries, run, tag, version })
}

/** GitHub may not know of a workflow that is on this line alone before it has run once. */
async function runIfKnown(
  scene: OpenScene,
  effect: BuildArtifacts,
  build: Build,
): Promise<WorkflowRun | null> {
  try {
    return await newestRun(scene, effect, build)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (knownFor(scene.world, `${effect.key} has no workflow`) >= KNOWN_AFTER) throw error
    return null
  }
}

async function newestRun(
  { hub }: OpenScene,
  { tag, commit }: BuildArtifacts,
  { workflow }: Build,
): Promise<WorkflowRun | null> {
  const [newest] = await hub.workflowRuns({ workflow, ref: tag, head: commit })
  return newest ?? null
}

/** Whether the record has it that exactly this attempt failed, so that somebody asked for another. */
function hasFailed({ events }: OpenScene, { id, attempt }: WorkflowRun): boolean {
  return events.some((event) => event.type === 'ArtifactsFailed' && event.run === `${id}.${attempt}`)
}

async function absent(scene: OpenScene, effect: BuildArtifacts, build: Build): Promise<WorkflowRun> {
  const { world } = scene
  const waited =
    build.starts === 'dispatch'
      ? await dispatchedFor(scene, effect, build)
      : knownFor(world, `${effect.key} has no run`)
  const found = await runIfKnown(scene, effect, build)
  if (found) return found
  if (waited === null || waited < PATIENCE)
    throw new Later(world.now() + LOOK_AGAIN, `GitHub shows no run of ${build.workflow} yet.`)

  throw new Refused(neverCame(effect, build))
}

/**
 * Dispatches a build, once, and says for how many seconds it has been. A dispatch leaves nothing behind until its run is
 * shown. So whoever does not know whether it was done, because the effect is not new or GitHub's answer was no yes, looks
 * for as long as GitHub takes to show it before doing so again.
 *
 * @returns null meanwhile
 */
async function dispatchedFor(
  { world, hub, release }: OpenScene,
  { key, tag }: BuildArtifacts,
  { workflow }: Build,
): Promise<number | null> {
  const [done, doubt] = [`${key} was dispatched`, `${key} may have been dispatched`]
  if (isKnown(world, done)) return knownFor(world, done)
  const isNew = world.now() - release.ledger.askedAt <= LOOK_AGAIN && !isKnown(world, doubt)
  if (!isNew && knownFor(world, doubt) < SHOWN_AFTER) return null

  forget(world, doubt)
  knownFor(world, doubt)
  await hub.dispatchWorkflow({ workflow, ref: tag, inputs: { tag } })
  return knownFor(world, done)
}

function neverCame({ tag }: BuildArtifacts, { workflow, starts }: Build) {
  const how = starts === 'tag' ? 'on pushes of tags' : 'on `workflow_dispatch` with an input `tag`'
  return {
    kind: 'repository',
    what: `No run of \`${workflow}\` for \`${tag}\` has begun in ${PATIENCE / 60} minutes.`,
    next: `See that \`.github/workflows/${workflow}\` is on the release branch and runs ${how}.`,
  } as const
}
