import type { BuildFailure } from '../../../release/lifecycle/causes.ts'
import type { Fact } from '../../../release/lifecycle/commands.ts'
import type { PlaceAt } from '../../../release/lifecycle/state.ts'
import type { Policy } from '../../../release/policy.ts'
import { Refused } from '../../../release/refusal.ts'
import { createRemote, type OpenEffectContext, type Perform } from '../../github-state/effect-context.ts'
import type { WorkflowRun } from '../../ports/github.ts'
import { forget, getKnownSeconds } from '../grace-period.ts'
import { findDigestAt, formatPlace, mayLag, toArtifactPlace } from './artifact-places.ts'
import { ensureRun } from './build-run.ts'

/** §3.2: the build runs, and what it has left behind by now. */
export const buildArtifacts: Perform<'build-artifacts'> = async (context, effect) => {
  const { release, deps } = context
  if (release.status !== 'open' || release.place.step !== 'building') return []

  const open = { ...context, release }
  const { build } = await readPolicy(open)
  const run = await ensureRun(open, effect, build)
  const started: Fact = { type: 'ArtifactsStarted', at: deps.now(), run: runName(run) }
  const seen = await checkRun(open, { build, run, place: { ...release.place, run: runName(run) } })
  return [started, ...seen]
}

/** What became of a build that is under way; to be asked whenever a run ends, and now and then (design, law 3). */
export async function followArtifacts(context: OpenEffectContext): Promise<Fact[]> {
  const { deps, release } = context
  const { place } = release
  if (place.step !== 'building' || place.run === null) return []

  try {
    return await pollArtifacts(context, place)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return [{ type: 'ArtifactsFailed', at: deps.now(), run: place.run, because: explainRefusal(error) }]
  }
}

async function pollArtifacts(context: OpenEffectContext, place: PlaceAt<'building'>): Promise<Fact[]> {
  const { repo, release } = context
  const { build } = await readPolicy(context)
  const { tag } = release.ledger.about
  const runs = await repo.listWorkflowRuns({ workflow: build.workflow, ref: tag, head: place.head })
  const run = runs.find(({ id }) => place.run?.startsWith(`${id}.`))
  return run ? checkRun(context, { build, run, place }) : []
}

/** `1234.2`: the second attempt of a run. */
function runName({ id, attempt }: WorkflowRun): string {
  return `${id}.${attempt}`
}

async function readPolicy(context: OpenEffectContext): Promise<Policy> {
  return context.deps.git.policy({
    at: await createRemote(context),
    pin: context.release.ledger.about.policy,
  })
}

interface Building {
  readonly build: Policy['build']
  readonly run: WorkflowRun
  readonly place: PlaceAt<'building'>
}

async function checkRun(context: OpenEffectContext, building: Building): Promise<Fact[]> {
  const { run } = building
  switch (run.status) {
    case 'under-way':
      return []
    case 'failed':
      return [
        createArtifactsFailed(context, building, {
          code: 'run-failed',
          conclusion: run.conclusion ?? 'failure',
          url: run.url,
        }),
      ]
    case 'success':
      return verifyArtifacts(context, building)
  }
}

/** A build that ended well is not believed: what it was to leave behind has to be there. */
async function verifyArtifacts(context: OpenEffectContext, building: Building): Promise<Fact[]> {
  try {
    return await findArtifacts(context, building)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return [createArtifactsFailed(context, building, explainRefusal(error))]
  }
}

function explainRefusal({ refusal }: Refused): string {
  return `${refusal.what} ${refusal.next}`
}

async function findArtifacts(context: OpenEffectContext, building: Building): Promise<Fact[]> {
  const { deps, repo, release } = context
  const { place, run, build } = building
  const { tag, version } = release.ledger.about
  const seen = new Set(place.artifacts.map(({ artifact }) => artifact))
  const facts: Fact[] = []
  const missing: string[] = []
  for (const artifact of build.artifacts.filter(({ id }) => !seen.has(id))) {
    const at = toArtifactPlace(artifact, version)
    const looking = { repo, registries: deps.registries, run, tag, version }
    const digest = await findDigestAt(at, looking)
    if (digest !== null) facts.push({ type: 'ArtifactSeen', at: deps.now(), artifact: artifact.id, digest })
    else if (!isAwaited(context, { run, what: artifact.id, lags: mayLag(at) })) missing.push(formatPlace(at))
  }
  if (missing.length === 0) return facts
  return [
    ...facts,
    createArtifactsFailed(context, building, { code: 'artifacts-missing', places: missing, url: run.url }),
  ]
}

/** A registry may take minutes to show what was put there, in seconds. */
const TIMEOUT = 180

function isAwaited(
  { deps, id }: OpenEffectContext,
  { run, what, lags }: { readonly run: WorkflowRun; readonly what: string; readonly lags: boolean },
): boolean {
  if (!lags) return false
  const name = `${id} ${runName(run)} lacks ${what}`
  if (getKnownSeconds(deps, name) < TIMEOUT) return true
  forget(deps, name)
  return false
}

function createArtifactsFailed(
  { deps }: OpenEffectContext,
  { place, run }: Building,
  because: string | BuildFailure,
): Fact {
  return { type: 'ArtifactsFailed', at: deps.now(), run: place.run ?? runName(run), because }
}
