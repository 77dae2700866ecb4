import { toLocalDate } from '../../../release/calendar/release-days.ts'
import { deriveSelection } from '../../../release/lifecycle/rules/selection.ts'
import type { OpenRelease } from '../../../release/lifecycle/state.ts'
import { getSelection } from '../../../release/lifecycle/view.ts'
import type { Planned } from '../../../release/lifecycle/words.ts'
import { type Line, listLines } from '../../../release/lines.ts'
import { toCanonicalJson } from '../../../release/policy/canonical.ts'
import { Refused } from '../../../release/refusal.ts'
import { addVersionPrefix } from '../../../release/version-form.ts'
import { compareVersions, getNextVersion } from '../../../release/versions/versions.ts'
import { listReleases } from '../../../store/events/releases.ts'
import type { RuntimeDependencies } from '../../context.ts'
import { addBlockers } from '../../github-state/blockers.ts'
import { learnFrom } from '../../github-state/learn-facts.ts'
import type { GroundReading, PlanReading } from '../../ports/git.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import { describeRefused } from '../../record/describe-failure.ts'
import { loadRelease } from '../../record/execute-command.ts'
import { readRolledBackContent } from '../../record/rollbacks.ts'
import { selectLines } from '../calendar/line-outcomes.ts'

/** A release whose picks may still change. */
interface Preparing {
  readonly id: string
  readonly release: OpenRelease
}

/** A plan as it would be now, of a release that is being prepared, or of the next patch where none is. */
export interface PlanNow {
  readonly preparing: Preparing | null
  /** Null where none can be made: nothing came to main, or somebody has to mend something first. */
  readonly seen: PlanReading | null
}

/** One for each release that is open, that of the highest line first; it is where a verdict on a pull request counts. */
export async function fetchPlans(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
): Promise<readonly [PlanNow, ...PlanNow[]]> {
  const [first, ...others] = await listPreparing(deps, repo)
  if (!first) return [await createPlanNow(deps, repo, null)]

  const plans: [PlanNow, ...PlanNow[]] = [await createPlanNow(deps, repo, first)]
  for (const one of others) plans.push(await createPlanNow(deps, repo, one))
  return plans
}

async function listPreparing(deps: RuntimeDependencies, repo: GitHubRepository): Promise<Preparing[]> {
  return deps.store.transact(async (unit) => {
    const found: Preparing[] = []
    for (const { release: id, open } of await listReleases(unit, String(repo.ref.id))) {
      if (!open) continue
      const { release } = await loadRelease(unit, id)
      // Once the tag is asked for, what is in it is settled, and new candidates are the next version's.
      if (release.status !== 'open' || deriveSelection(release.place) === null) continue
      if (release.ledger.about.kind === 'patch') found.push({ id, release })
    }
    return found.toSorted((one, other) =>
      compareVersions(other.release.ledger.about.version, one.release.ledger.about.version),
    )
  })
}

/**
 * The next patch of each line that has releases by the calendar and none of these plans: an emergency is one there, too.
 */
export async function fetchPlansOfOtherLines(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  { ground, plans }: { readonly ground: GroundReading; readonly plans: readonly PlanNow[] },
): Promise<readonly PlanNow[]> {
  const { policy, tags } = ground
  const lines = listLines(tags, { tagPattern: policy.tagPattern })
  const planned = new Set(plans.map((one) => findPlannedLine(one) ?? lines.at(-1)?.name))
  const found: PlanNow[] = []
  for (const line of selectLines(lines, policy, toLocalDate(policy, deps.now()).toString())) {
    const plan = planned.has(line.name) ? null : await fetchPlanOfLine(deps, repo, line)
    if (plan !== null) found.push(plan)
  }
  return found
}

/** The next patch of a line that has no plan yet; null where no version follows. */
export async function fetchPlanOfLine(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  line: Line,
): Promise<PlanNow | null> {
  const next = getNextVersion(line)
  return next === null ? null : createPlanNow(deps, repo, { version: addVersionPrefix(next) })
}

/** The line of a plan; null where there is none. */
export function findPlannedLine({ preparing, seen }: PlanNow): string | null {
  return preparing?.release.ledger.about.line ?? seen?.plan.line ?? null
}

/** A release that is being prepared, or a version that nobody prepares. */
type PlannedFor = Preparing | { readonly version: string } | null

/** One that cannot be made keeps no other from being made. */
async function createPlanNow(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  wanted: PlannedFor,
): Promise<PlanNow> {
  const preparing = wanted !== null && 'id' in wanted ? wanted : null
  try {
    return { preparing, seen: await fetchPlanSeen(deps, repo, wanted) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { kind } = error.refusal
    const problem = describeRefused(repo, error.refusal)
    const about = { repository: repo.fullName, release: preparing?.id ?? null, problem }
    // Right after a release nothing has come to main yet.
    if (kind === 'rule') deps.log.info(about, 'There is no plan to make.')
    else deps.log.warn(about, 'A plan could not be made.')
    return { preparing, seen: null }
  }
}

async function fetchPlanSeen(
  { git, store, now }: RuntimeDependencies,
  repo: GitHubRepository,
  wanted: PlannedFor,
): Promise<PlanReading> {
  const preparing = wanted !== null && 'id' in wanted ? wanted : null
  const version = wanted !== null && 'version' in wanted ? wanted.version : null
  const ledger = preparing?.release.ledger ?? null
  const selection = preparing ? getSelection(preparing.release) : null
  const reading = await git.plan({
    at: { url: await repo.createGitUrl() },
    version: ledger?.about.version ?? version,
    main: null,
    policy: ledger?.about.policy ?? null,
    rolledBack: await store.transact((unit) => readRolledBackContent(unit, repo.ref.id)),
    selection: selection ?? { kind: 'by-criteria', take: [], leave: [] },
    now: now(),
    origins: repo.findPullRequestsOf,
    learn: learnFrom(repo, ledger),
  })
  return { ...reading, planned: await addBlockers(repo, reading.policy, reading.planned) }
}

/** The release whose plan would come out as another than the one on record, or the same with other words about it. */
export function findOutdated({ preparing, seen }: PlanNow): string | null {
  return preparing && seen && isOther(preparing.release, seen.planned) ? preparing.id : null
}

function isOther({ place }: OpenRelease, planned: Planned): boolean {
  if (place.step !== 'planned' || place.selection.kind !== 'by-criteria') return false
  return toCanonicalJson(place.plan) !== toCanonicalJson(planned)
}
