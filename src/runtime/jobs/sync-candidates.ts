import { z } from 'zod'
import type { Plan } from '../../release/planning/plan.ts'
import { defaultPolicy } from '../../release/policy.ts'
import { Refused } from '../../release/refusal.ts'
import { listWaitingWork } from '../../store/jobs/outbox.ts'
import { type Performed, TASK_DONE, type Task } from '../../store/jobs/tasks.ts'
import type { Unit } from '../../store/transaction.ts'
import { giveAnswer } from '../commands/answer.ts'
import type { RuntimeDependencies } from '../context.ts'
import { createOpenCommand, fetchTerms } from '../github-state/create-open-command.ts'
import type { GroundReading } from '../ports/git.ts'
import type { GitHubRepository } from '../ports/github.ts'
import type { SeenWork } from '../record/coalesce.ts'
import { describeRefused } from '../record/describe-failure.ts'
import { createReleaseId, executeCommand } from '../record/execute-command.ts'
import { createFrozenLines } from '../record/frozen-lines.ts'
import { readRollbacks } from '../record/rollbacks.ts'
import { watchCalendar } from '../sync/calendar/watch-calendar.ts'
import { prepareEmergencies } from '../sync/candidates/emergencies.ts'
import { findLaterChanges } from '../sync/candidates/later-changes.ts'
import {
  listLabelled,
  type Nomination,
  type Nominations,
  readNominations,
} from '../sync/candidates/nominations.ts'
import { fetchPlans, findOutdated } from '../sync/candidates/plans.ts'
import { createRelevanceCheck } from '../sync/candidates/relevant-issues.ts'
import { findRevertsAfterTag } from '../sync/candidates/reverts-after-tag.ts'
import { findRolledBackBases } from '../sync/candidates/rolled-back-bases.ts'
import {
  showRefusal,
  showVerdict,
  showVerdictOnCommit,
  withdrawVerdicts,
} from '../sync/candidates/verdicts.ts'
import type { Job } from './route-delivery.ts'

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
  labels.set(repo.ref.id, ground.policy.candidates.labels)
  const nominating = ground.policy.candidates.labels
  const [plans, terms, labelled] = await Promise.all([
    fetchPlans(looking, repo),
    fetchTerms(repo, ground.policy),
    listLabelled(repo, nominating),
  ])
  const [first] = plans
  const plan = first.seen?.plan ?? null
  const matters = await createRelevanceCheck(repo, { plan, asked })
  const named = await readNominations(repo, {
    ...{ terms, labelled, matters, now: deps.now(), closedBy: listClosingCommits(plan) },
    labels: nominating,
  })
  for (const one of named.refused) await refuseLabel(deps, repo, one)
  await showVerdicts(looking, repo, { plan, named, asked })
  const taken = await findRevertsAfterTag(deps, repo, plans)
  const rolledBack = await findRolledBackBases(deps, plans, ground)
  const emergencies = await prepareEmergencies(deps, repo, { ground, plans })
  const opening = plan && first.preparing === null ? await createOpening(deps, repo, { plan, named }) : null
  return {
    kind: 'done',
    write: async (unit) => {
      for (const { id, fact } of rolledBack) await executeCommand(unit, id, fact)
      for (const { id, flags } of [...plans.flatMap((one) => findLaterChanges(one) ?? []), ...taken])
        await executeCommand(unit, id, { type: 'FlagsSeen', at: deps.now(), flags })
      for (const id of plans.flatMap((one) => findOutdated(one) ?? []))
        await executeCommand(unit, id, { type: 'CandidatesChanged', at: deps.now() })
      await emergencies(unit)
      await opening?.(unit)
      await watchCalendar(unit, {
        repository: repo.ref.id,
        policy: ground.policy,
        hasConfig: ground.pin.commit !== null,
        now: deps.now(),
      })
    },
  }
}

/** The answer comes first: once the label is off, a second look finds nobody to answer. */
async function refuseLabel(
  { store, now }: RuntimeDependencies,
  repo: GitHubRepository,
  { number, to, id, label, text }: Nominations['refused'][number],
): Promise<void> {
  await store.transact((unit) => giveAnswer(unit, { repository: repo.ref.id, number, to, id, text }, now()))
  await repo.removeLabel(number, label)
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

interface BlockedSync {
  readonly asked: ReadonlySet<number>
  readonly refused: Refused
  /** As the last policy named them that could be read. */
  readonly labels: readonly string[] | undefined
}

/** Without a policy nothing can be said of anything but that; it is said where somebody waits for it. */
async function showBlocked(
  { log }: RuntimeDependencies,
  repo: GitHubRepository,
  { asked, refused, labels = defaultPolicy.candidates.labels }: BlockedSync,
): Promise<Performed> {
  const { refusal } = refused
  log.warn(
    { repository: repo.fullName, problem: describeRefused(repo, refusal) },
    'The candidates could not be read.',
  )
  for (const { number, isPullRequest } of await listLabelled(repo, labels))
    if (isPullRequest && asked.has(number)) await showRefusal(repo, number, refusal)
  return TASK_DONE
}

interface SyncedCandidates {
  readonly plan: Plan
  readonly named: Nominations
}

interface Shown {
  /** Null where there is no plan to make now: what is not merged can be judged all the same. */
  readonly plan: Plan | null
  readonly named: Nominations
  /** Issues and pull requests of which something was heard. */
  readonly asked: ReadonlySet<number>
}

/** Each nominated pull request says what becomes of it; one that was asked about and is not nominated says that. */
async function showVerdicts(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  { plan, named, asked }: Shown,
): Promise<void> {
  const changes = [...(plan?.considered ?? []), ...(plan?.leftOut ?? [])]
  const inRange = new Set(changes.map(({ candidate }) => candidate.id))
  const shown = named.taken.filter(({ open, candidate }) => open || inRange.has(candidate))
  const all = [...new Set(shown.map(({ candidate }) => candidate))]
  const numbers = all.flatMap(toNumber)
  for (const commit of all.filter((id) => !id.startsWith('#'))) await showVerdictOnCommit(repo, commit, plan)
  // Where something was just said somebody looks now: the others, however many they are, come after it.
  const first = numbers.filter((number) => asked.has(number))
  for (const number of new Set([...first, ...numbers])) await showVerdict(deps, repo, { number, plan })
  const nominated = new Set(named.taken.flatMap(({ candidate }) => toNumber(candidate)))
  for (const number of asked) await withdrawVerdicts(repo, number, nominated)
}

function toNumber(candidate: string): number[] {
  return candidate.startsWith('#') ? [Number(candidate.slice(1))] : []
}

/** Commits of the range that came by no pull request, by the issues that they close. */
function listClosingCommits(plan: Plan | null): ReadonlyMap<number, readonly string[]> {
  const commits = (plan?.considered ?? []).filter(({ candidate }) => candidate.source.kind === 'commit')
  const pairs = commits.flatMap(({ candidate, facts: { issues } }) =>
    issues.known ? issues.value.map(({ number }) => [number, candidate.id] as const) : [],
  )
  const byIssue = Map.groupBy(pairs, ([number]) => number)
  return new Map([...byIssue].map(([number, all]) => [number, all.map(([, id]) => id)]))
}

/**
 * Opens the release with the first candidate that a person nominates: its tracking issue is where people talk about it.
 * A change that the line probably has, such as a conflict that was resolved for the last release, opens none by itself.
 * The tags are read again for it: the version may have been tagged since.
 */
async function createOpening(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  { plan, named }: SyncedCandidates,
): Promise<((unit: Unit) => Promise<void>) | null> {
  const missing = plan.considered.filter(({ lineEvidence }) => lineEvidence.length === 0)
  const considered = new Set(missing.map(({ candidate }) => candidate.id))
  const first: Nomination | undefined = named.taken
    .filter(({ candidate }) => considered.has(candidate))
    .toSorted((one, other) => one.at - other.at)[0]
  if (!first) return null

  const { person, account } = first.by
  const { version } = plan
  const command = await createOpenCommand({
    repo,
    git: deps.git,
    asker: { person, account },
    version,
    at: deps.now(),
    track: 'regular',
    emergency: null,
    selection: { kind: 'by-criteria', take: [], leave: [] },
    goal: { kind: 'plan' },
    findFrozenLines: createFrozenLines(deps.store, { repository: repo.ref.id, at: deps.now() }),
    rollbacks: await deps.store.transact((unit) => readRollbacks(unit, repo.ref.id)),
  })
  return async (unit) => {
    await executeCommand(unit, createReleaseId(repo.ref.id, version), command)
  }
}
