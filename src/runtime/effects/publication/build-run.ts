import type { EffectOf } from '../../../release/lifecycle/effects.ts'
import type { Policy } from '../../../release/policy.ts'
import { Refused } from '../../../release/refusal.ts'
import type { OpenEffectContext } from '../../github-state/effect-context.ts'
import type { WorkflowRun } from '../../ports/github.ts'
import { Later } from '../../ports/retry-later.ts'
import { forget, getKnownSeconds, isKnown } from '../grace-period.ts'
import { areThere } from './artifact-places.ts'

type Build = Policy['build']
type BuildArtifacts = EffectOf<'build-artifacts'>

/** For how long a run that was started may not be shown yet, in seconds. */
const TIMEOUT = 300
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
export async function ensureRun(
  context: OpenEffectContext,
  effect: BuildArtifacts,
  build: Build,
): Promise<WorkflowRun> {
  const found = await runIfKnown(context, effect, build)
  if (!found) return handleAbsentRun(context, effect, build)
  if (!hasFailed(context, found) || (await isWhole(context, found, build))) return found

  await context.repo.rerun(found.id)
  return { ...found, attempt: found.attempt + 1, status: 'under-way', conclusion: null }
}

/** What failed may have come by itself: a registry that was slow. What is under way is waited for. */
async function isWhole(context: OpenEffectContext, run: WorkflowRun, { artifacts }: Build): Promise<boolean> {
  if (run.status !== 'success') return run.status === 'under-way'
  const { repo, deps, release } = context
  const { tag, version } = release.ledger.about
  return areThere(artifacts, { repo, registries: deps.registries, run, tag, version })
}

/** GitHub may not know of a workflow that is on this line alone before it has run once. */
async function runIfKnown(
  context: OpenEffectContext,
  effect: BuildArtifacts,
  build: Build,
): Promise<WorkflowRun | null> {
  try {
    return await findNewestRun(context, effect, build)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (getKnownSeconds(context.deps, `${effect.key} has no workflow`) >= KNOWN_AFTER) throw error
    return null
  }
}

async function findNewestRun(
  { repo }: OpenEffectContext,
  { tag, commit }: BuildArtifacts,
  { workflow }: Build,
): Promise<WorkflowRun | null> {
  const [newest] = await repo.listWorkflowRuns({ workflow, ref: tag, head: commit })
  return newest ?? null
}

/** Whether the record has it that exactly this attempt failed, so that somebody asked for another. */
function hasFailed({ events }: OpenEffectContext, { id, attempt }: WorkflowRun): boolean {
  return events.some((event) => event.type === 'ArtifactsFailed' && event.run === `${id}.${attempt}`)
}

async function handleAbsentRun(
  context: OpenEffectContext,
  effect: BuildArtifacts,
  build: Build,
): Promise<WorkflowRun> {
  const { deps } = context
  const waited =
    build.starts === 'dispatch'
      ? await measureDispatchAge(context, effect, build)
      : getKnownSeconds(deps, `${effect.key} has no run`)
  const found = await runIfKnown(context, effect, build)
  if (found) return found
  if (waited === null || waited < TIMEOUT)
    throw new Later(deps.now() + LOOK_AGAIN, `GitHub shows no run of ${build.workflow} yet.`)

  throw new Refused(refuseNeverCame(effect, build))
}

/**
 * Dispatches a build, once, and says for how many seconds it has been. A dispatch leaves nothing behind until its run is
 * shown. So whoever does not know whether it was done, because the effect is not new or GitHub's answer was no yes, looks
 * for as long as GitHub takes to show it before doing so again.
 *
 * @returns null meanwhile
 */
async function measureDispatchAge(
  { deps, repo, release }: OpenEffectContext,
  { key, tag }: BuildArtifacts,
  { workflow }: Build,
): Promise<number | null> {
  const [done, doubt] = [`${key} was dispatched`, `${key} may have been dispatched`]
  if (isKnown(deps, done)) return getKnownSeconds(deps, done)
  const isNew = deps.now() - release.ledger.askedAt <= LOOK_AGAIN && !isKnown(deps, doubt)
  if (!isNew && getKnownSeconds(deps, doubt) < SHOWN_AFTER) return null

  forget(deps, doubt)
  getKnownSeconds(deps, doubt)
  await repo.dispatchWorkflow({ workflow, ref: tag, inputs: { tag } })
  return getKnownSeconds(deps, done)
}

function refuseNeverCame({ tag }: BuildArtifacts, { workflow, starts }: Build) {
  const how = starts === 'tag' ? 'on pushes of tags' : 'on `workflow_dispatch` with an input `tag`'
  return {
    kind: 'repository',
    what: `No run of \`${workflow}\` for \`${tag}\` has begun in ${TIMEOUT / 60} minutes.`,
    next: `Check that \`.github/workflows/${workflow}\` is on the release branch and runs ${how}.`,
  } as const
}
