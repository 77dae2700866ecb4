import type { Terms } from '../../release/lifecycle/terms.ts'
import type { Plan } from '../../release/planning/plan.ts'
import type { Unit } from '../../store/transaction.ts'
import { giveAnswer } from '../commands/answer.ts'
import type { RuntimeDependencies } from '../context.ts'
import { createOpenCommand } from '../github-state/create-open-command.ts'
import type { GitHubRepository } from '../ports/github.ts'
import { createReleaseId, executeCommand } from '../record/execute-command.ts'
import { createFrozenLines } from '../record/frozen-lines.ts'
import { readRollbacks } from '../record/rollbacks.ts'
import {
  listLabelled,
  type Nomination,
  type Nominations,
  readNominations,
} from '../sync/candidates/nominations.ts'
import { createRelevanceCheck } from '../sync/candidates/relevant-issues.ts'
import {
  showVerdict,
  showVerdictOnCommit,
  type VerdictPlace,
  withdrawVerdicts,
} from '../sync/candidates/verdicts.ts'

/** For what some labels nominate, and what is there of it. */
export interface NominationPlace {
  readonly place: VerdictPlace
  readonly labels: readonly string[]
  /** Whether a release is being prepared there. */
  readonly isPrepared: boolean
}

interface NominationSync extends NominationPlace {
  readonly terms: Terms
  /** Issues and pull requests of which something was heard. */
  readonly asked: ReadonlySet<number>
}

/**
 * Looks at who nominated what for one place, and shows the verdicts there (§1.1). Returns what opens its release with the
 * first candidate; nothing where one is being prepared, or where nobody nominated anything.
 */
export async function handleNominations(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  { place, labels, isPrepared, terms, asked }: NominationSync,
): Promise<readonly ((unit: Unit) => Promise<void>)[]> {
  const { plan } = place
  const labelled = await listLabelled(repo, labels)
  const matters = await createRelevanceCheck(repo, { plan, asked })
  const closedBy = listClosingCommits(plan)
  const named = await readNominations(repo, { terms, labels, labelled, matters, closedBy, now: deps.now() })
  for (const one of named.refused) await refuseLabel(deps, repo, one)
  await showVerdicts(deps, repo, { place, named, asked })
  const opening = plan && !isPrepared ? await createOpening(deps, repo, { plan, named }) : null
  return opening ? [opening] : []
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

interface Shown {
  readonly place: VerdictPlace
  readonly named: Nominations
  /** Issues and pull requests of which something was heard. */
  readonly asked: ReadonlySet<number>
}

/** Each nominated pull request says what becomes of it; one that was asked about and is not nominated says that. */
async function showVerdicts(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  { place, named, asked }: Shown,
): Promise<void> {
  const { plan } = place
  const changes = [...(plan?.considered ?? []), ...(plan?.leftOut ?? [])]
  const inRange = new Set(changes.map(({ candidate }) => candidate.id))
  const shown = named.taken.filter(({ open, candidate }) => open || inRange.has(candidate))
  const all = [...new Set(shown.map(({ candidate }) => candidate))]
  const numbers = all.flatMap(toNumber)
  for (const commit of all.filter((id) => !id.startsWith('#'))) await showVerdictOnCommit(repo, commit, place)
  // Where something was just said somebody looks now: the others, however many they are, come after it.
  const first = numbers.filter((number) => asked.has(number))
  for (const number of new Set([...first, ...numbers])) await showVerdict(deps, repo, { number, ...place })
  const nominated = new Set(named.taken.flatMap(({ candidate }) => toNumber(candidate)))
  for (const number of asked) await withdrawVerdicts(repo, number, { nominated, place })
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
  { plan, named }: { readonly plan: Plan; readonly named: Nominations },
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
