import { z } from 'zod'
import { toLocalDate } from '../../release/calendar/release-days.ts'
import { defaultPolicy } from '../../release/policy.ts'
import { Refused } from '../../release/refusal.ts'
import { listWaitingWork } from '../../store/jobs/outbox.ts'
import { type Performed, TASK_DONE, type Task } from '../../store/jobs/tasks.ts'
import type { RuntimeDependencies } from '../context.ts'
import { fetchTerms } from '../github-state/create-open-command.ts'
import type { GroundReading } from '../ports/git.ts'
import type { GitHubRepository } from '../ports/github.ts'
import type { SeenWork } from '../record/coalesce.ts'
import { describeRefused } from '../record/describe-failure.ts'
import { executeCommand } from '../record/execute-command.ts'
import { watchCalendar } from '../sync/calendar/watch-calendar.ts'
import { prepareEmergencies } from '../sync/candidates/emergencies.ts'
import { findLaterChanges } from '../sync/candidates/later-changes.ts'
import { findLineLabels } from '../sync/candidates/line-labels.ts'
import { listLabelled } from '../sync/candidates/nominations.ts'
import {
  fetchPlanOfLine,
  fetchPlans,
  fetchPlansOfOtherLines,
  findOutdated,
  findPlannedLine,
  type PlanNow,
} from '../sync/candidates/plans.ts'
import { findRevertsAfterTag } from '../sync/candidates/reverts-after-tag.ts'
import { findRolledBackBases } from '../sync/candidates/rolled-back-bases.ts'
import { showRefusal } from '../sync/candidates/verdicts.ts'
import type { Job } from './route-delivery.ts'
import { handleNominations, type NominationPlace } from './sync-nominations.ts'

type CandidateSyncJob = Extract<Job, { kind: 'survey' }>

/**
 * Looks at the candidates of a repository anew (§1.1): who nominated what, what becomes of each, and whether the plan
 * of a release that is being prepared is still what it would be. Surveys that wait meanwhile are done with this one.
 */
export async function handleCandidateSync(
  deps: RuntimeDependencies,
  { covered, mains, labels }: SeenWork,
  { task, turn: job }: { readonly task: Task; readonly turn: CandidateSyncJob },
): Promise<Performed> {
  if (covered.has(task.lane, task.id)) return TASK_DONE
  const waiting = await deps.store.transact((unit) => listWaitingWork(unit, { ...task, type: 'survey' }))
  const repo = await deps.github.openRepository(job.repository)
  const asked = new Set(
    [job, ...waiting.map(({ payload }) => parseJob(payload))].flatMap(({ pulls }) => pulls),
  )
  const survey = await syncCandidates(deps, repo, { asked, mains, labels })
  covered.until(task.lane, Math.max(task.id, ...waiting.map(({ id }) => id)))
  return survey
}

const schema = z.object({ pulls: z.array(z.int()) })

function parseJob(payload: string): Pick<CandidateSyncJob, 'pulls'> {
  return schema.parse(JSON.parse(payload))
}

async function syncCandidates(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  { asked, mains, labels }: Pick<SeenWork, 'mains' | 'labels'> & { readonly asked: ReadonlySet<number> },
): Promise<Performed> {
  const looking = { ...deps, git: deps.git.withOneFetch() }
  const ground = await readGroundOrRefusal(looking, repo)
  if (ground instanceof Refused)
    return showBlocked(deps, repo, { asked, refused: ground, labels: labels.get(repo.ref.id) })

  mains.set(repo.ref.id, ground.main.ref)
  labels.set(repo.ref.id, [...ground.policy.candidates.labels, ...ground.policy.line.labels])
  const [plans, terms] = await Promise.all([fetchPlans(looking, repo), fetchTerms(repo, ground.policy)])
  const [first] = plans
  const next = {
    place: { plan: first.seen?.plan ?? null, line: null },
    labels: ground.policy.candidates.labels,
    isPrepared: first.preparing !== null,
  }
  // First what somebody waits for: the plans of other lines take their time.
  const openings = [...(await handleNominations(looking, repo, { ...next, terms, asked }))]
  const others = await fetchPlansOfOtherLines(looking, repo, { ground, plans })
  const all = [...plans, ...others]
  for (const place of await listLinePlaces(looking, repo, { ground, plans: all }))
    openings.push(...(await handleNominations(looking, repo, { ...place, terms, asked })))
  const taken = await findRevertsAfterTag(deps, repo, plans)
  const rolledBack = await findRolledBackBases(deps, plans, ground)
  const emergencies = await prepareEmergencies(deps, repo, { ground, plans: all })
  return {
    kind: 'done',
    write: async (unit) => {
      for (const { id, fact } of rolledBack) await executeCommand(unit, id, fact)
      for (const { id, flags } of [...plans.flatMap((one) => findLaterChanges(one) ?? []), ...taken])
        await executeCommand(unit, id, { type: 'FlagsSeen', at: deps.now(), flags })
      for (const id of plans.flatMap((one) => findOutdated(one) ?? []))
        await executeCommand(unit, id, { type: 'CandidatesChanged', at: deps.now() })
      await emergencies(unit)
      for (const open of openings) await open(unit)
      await watchCalendar(unit, {
        repository: repo.ref.id,
        policy: ground.policy,
        hasConfig: ground.pin.commit !== null,
        now: deps.now(),
      })
    },
  }
}

async function readGroundOrRefusal(
  { git }: RuntimeDependencies,
  repo: GitHubRepository,
): Promise<GroundReading | Refused> {
  try {
    return await git.readGround({ url: await repo.createGitUrl() })
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

interface PlansOfLines {
  readonly ground: GroundReading
  readonly plans: readonly PlanNow[]
}

/** The lines for which the repository has a label of their own. */
async function listLinePlaces(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  { ground, plans }: PlansOfLines,
): Promise<readonly NominationPlace[]> {
  const today = toLocalDate(ground.policy, deps.now()).toString()
  const places: NominationPlace[] = []
  for (const { line, labels } of await findLineLabels(repo, ground, today)) {
    const known = plans.find((one) => findPlannedLine(one) === line.name)
    const found = known ?? (await fetchPlanOfLine(deps, repo, line))
    const place = { plan: found?.seen?.plan ?? null, line: line.name }
    places.push({ place, labels, isPrepared: found !== null && found.preparing !== null })
  }
  return places
}

interface BlockedSync {
  readonly asked: ReadonlySet<number>
  readonly refused: Refused
  /** As the last policy named them that could be read. */
  readonly labels: readonly string[] | undefined
}

/** Labels that nominate where no policy could be read yet; of those for one line, the patterns. */
export const DEFAULT_LABELS: readonly string[] = [
  ...defaultPolicy.candidates.labels,
  ...defaultPolicy.line.labels,
]

/** Without a policy nothing can be said of anything but that; it is said where somebody waits for it. */
async function showBlocked(
  { log }: RuntimeDependencies,
  repo: GitHubRepository,
  { asked, refused, labels = DEFAULT_LABELS }: BlockedSync,
): Promise<Performed> {
  const { refusal } = refused
  log.warn(
    { repository: repo.fullName, problem: describeRefused(repo, refusal) },
    'The candidates could not be read.',
  )
  const exact = labels.filter((label) => !label.includes('{'))
  for (const { number, isPullRequest } of await listLabelled(repo, exact))
    if (isPullRequest && asked.has(number)) await showRefusal(repo, number, refusal)
  return TASK_DONE
}
