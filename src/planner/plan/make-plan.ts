import { createHash } from 'node:crypto'
import { readCommit } from '../../git/objects/commit-objects.ts'
import { describeConflict } from '../../git/picks/conflicts.ts'
import { findDependencies } from '../../git/picks/dependencies.ts'
import { type TakenInOrder, type TakeResult, takeInOrder } from '../../git/picks/take-picks.ts'
import type { Candidate, Candidates, FindOrigins } from '../../release/changes/candidate.ts'
import type { MatchedFacts } from '../../release/facts/facts-file.ts'
import { applyRollbacks } from '../../release/lines.ts'
import type { Dependencies, Plan, PlannedPick } from '../../release/planning/plan.ts'
import { type PlanIdentity, serializePlanIdentity } from '../../release/planning/plan-digest.ts'
import type { Policy } from '../../release/policy.ts'
import { joinFacts, lookUpFacts } from '../facts/look-up.ts'
import { type Cut, type CutRequest, type PlanningGround, resolveCut } from '../ground/read-ground.ts'
import { listProspects, type Prospect } from '../proposing.ts'
import {
  chooseTake,
  listEligible,
  listNotNominated,
  type Take,
  tryAlone,
  tryWished,
  UNTRIED,
} from '../trying-alone.ts'
import type { Workspace, WorkspaceRequest } from '../workspace/workspace.ts'
import { considerOnLine, getSource } from './consider-on-line.ts'
import { matchStatedFacts, readFacts } from './facts-file.ts'
import { collectFacts, consider, type Judging, toPickOutcome } from './judge-candidates.ts'
import { excludeEmpty, readCandidates, renameChanges } from './read-candidates.ts'
import { resolveChoice } from './resolve-choice.ts'

/** What a person takes into a plan, or out of it. */
interface Choice extends CutRequest, Pick<WorkspaceRequest, 'onProgress'> {
  readonly factsFile: string | null
  readonly pick: readonly string[]
  readonly drop: readonly string[]
  readonly withDependencies: boolean
  /** Seconds since 1970. */
  readonly now: number
}

/** What is known of the candidates beyond their commits; asked once. */
type Learn = (candidates: readonly Candidate[], policy: Policy) => Promise<MatchedFacts>

/** Which changes are wanted, and which must not be taken along either. By their ids. */
export interface PickChoice {
  readonly wanted: ReadonlySet<string>
  readonly never: ReadonlySet<string>
}

/** What a plan is made of, whoever asks for it. */
interface PlanningRequest extends Pick<WorkspaceRequest, 'onProgress'> {
  readonly ground: Pick<PlanningGround, 'main' | 'inForce'>
  readonly cut: Cut
  /** Which pull request brought which commit; null where only messages tell. */
  readonly origins: FindOrigins | null
  readonly learn: Learn
  /** `eligible` are the ids of those that the criteria take. @throws {Refused} for a wish that cannot be met */
  readonly choose: (changes: Candidates, eligible: ReadonlySet<string>) => PickChoice
  readonly withDependencies: boolean
  /** Changes that were rolled back, each by its id with the version; left out where nobody knows. */
  readonly rolledBack?: ReadonlyMap<string, string>
  /** Seconds since 1970. */
  readonly now: number
}

/** A plan and what it was made from, for whoever builds or explains it. */
export interface Planning {
  readonly plan: Plan
  readonly cut: Cut
  readonly judging: Judging
  readonly changes: Candidates
  /** What became of each candidate picked alone, by id. */
  readonly alone: ReadonlyMap<string, TakeResult>
  readonly trial: Trial
  readonly baseTree: string
  readonly warnings: readonly string[]
}

/** The chosen candidates in order, and what became of them. */
interface Trial {
  readonly chosen: readonly Candidate[]
  readonly result: TakenInOrder
}

/** Conflicts whose dependencies are looked for in a plan; `explain` looks for any one's. */
const SEARCHES = 5
/** Picks tried for each of them in a plan that somebody waits for: less than a second. */
const QUICK_PICKS = 40
/** Picks tried for each where somebody asked to take dependencies along. */
const PICKS = 250
/** Rounds of taking dependencies along: a dependency's dependency is found with the first, so few are needed. */
const ROUNDS = 5

/**
 * Plans a release: candidates, each alone on the line's tag, the verdicts, and the whole set in order.
 *
 * @throws {Refused} when the version, the range or a name of the request is wrong
 */
export async function makePlan(
  workspace: Workspace,
  found: PlanningGround,
  choice: Choice,
): Promise<Planning> {
  const file = choice.factsFile === null ? null : await readFacts(choice.factsFile)
  const ground = { ...found, tags: applyRollbacks(found.tags, [...(file?.rolledBack?.keys() ?? [])]) }
  const cut = await resolveCut(workspace, ground, choice)
  const place = { lookUp: workspace.lookUp, page: ground.webUrl }
  const warnings: string[] = []
  const planning = await planCut(workspace, {
    ...choice,
    ground,
    cut,
    origins: null,
    learn: async (candidates) => {
      const stated = file === null ? NOTHING_STATED : matchStatedFacts(file, candidates)
      const github = await lookUpFacts(place, candidates)
      warnings.push(...github.warnings)
      return joinFacts(stated, github.stated)
    },
    choose: (changes, eligible) => {
      const { named, dropped } = resolveChoice(changes, choice)
      return { wanted: named.union(eligible).difference(dropped), never: dropped }
    },
  })
  return { ...planning, warnings: [...planning.warnings, ...warnings] }
}

const NOTHING_STATED: MatchedFacts = { of: new Map(), unmatched: [] }

/**
 * Plans the release of a version that may be cut.
 *
 * @throws {Refused} when the range is wrong, or what is wished for
 */
export async function planCut(workspace: Workspace, request: PlanningRequest): Promise<Planning> {
  const { ground, cut, learn, now } = request
  const { policy } = ground.inForce
  const read = await readCandidates(workspace, request)
  const baseTree = (await readCommit(workspace.store, cut.start.commit)).tree
  const learnt = await learn([...read.candidates, ...read.onLine.map(getSource)], policy)
  const found = renameChanges(read, learnt.titles ?? new Map())
  const facts = collectFacts([...found.candidates, ...found.onLine.map(getSource)], policy, learnt)
  const judging = { facts, policy, now }
  const prospects = listProspects(found.candidates, { cut, judging })
  const take = chooseTake(policy, prospects, learnt)
  const tried = await tryAlone(workspace, { prospects, tip: baseTree, request })
  const changes = excludeEmpty(found, tried)
  const rolledBack = request.rolledBack ?? learnt.rolledBack ?? new Map<string, string>()
  const wish = request.choose(
    changes,
    listEligible(changes, prospects, take).difference(listGuessed(changes, judging)).difference(rolledBack),
  )
  const alone = await tryWished(workspace, { tried, changes, wish, tip: baseTree, request })
  const trial = await tryChosen(workspace, { changes, wish, baseTree, request })
  const parts = { cut, ground, changes, judging, alone, trial, prospects, rolledBack, take }
  const plan = await assemble(workspace, parts)
  const warnings = [
    ...cut.warnings,
    ...facts.unmatched.map((key) => `The facts file names ${key}, which isn't a candidate in this range.`),
  ]
  return { plan, cut, judging, changes, alone, trial, baseTree, warnings }
}

/** What the line probably has, and nobody has assessed: a person takes it by name, and nothing else does. */
function listGuessed({ explainProbablyOnLine }: Candidates, { facts }: Judging): ReadonlySet<string> {
  return new Set(explainProbablyOnLine.map(({ candidate }) => candidate)).difference(facts.assessed)
}

interface ChoiceContext {
  readonly changes: Candidates
  readonly wish: PickChoice
  readonly baseTree: string
  readonly request: PlanningRequest
}

/** Picks what is wished for in main's order; with dependencies, again until nothing more is needed. */
async function tryChosen({ engine }: Workspace, choosing: ChoiceContext): Promise<Trial> {
  const { changes, wish, baseTree, request } = choosing
  const wanted = new Set(wish.wanted)
  for (let round = 0; ; round++) {
    const chosen = changes.candidates.filter(({ id }) => wanted.has(id))
    request.onProgress({ step: 'trying them in order', done: null, total: chosen.length })
    const trial = { chosen, result: await takeInOrder(engine, baseTree, chosen) }
    if (!request.withDependencies || round === ROUNDS) return trial
    const more = (await listDependencies(engine, changes, trial)).filter(
      (id) => !wanted.has(id) && !wish.never.has(id),
    )
    if (more.length === 0) return trial
    for (const id of more) wanted.add(id)
  }
}

async function listDependencies(
  engine: Workspace['engine'],
  changes: Candidates,
  trial: Trial,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const [i, taken] of trial.result.taken.entries()) {
    if (taken.kind !== 'conflict') continue
    const dependencies = await findDependenciesAt(engine, changes, { trial, i, picks: PICKS })
    if (dependencies.kind === 'found') found.push(...dependencies.on)
  }
  return found
}

/** What the pick at place `i` would need besides the picks before it. */
async function findDependenciesAt(
  engine: Workspace['engine'],
  changes: Candidates,
  { trial, i, picks }: { readonly trial: Trial; readonly i: number; readonly picks: number },
): Promise<Dependencies> {
  const [candidate, taken, tip] = [trial.chosen[i], trial.result.taken[i], trial.result.onto[i]]
  if (!candidate || taken?.kind !== 'conflict' || tip === undefined) throw new Error(`no conflict at ${i}`)
  const inPlan = new Set(trial.chosen.slice(0, i).filter((_, j) => trial.result.taken[j]?.kind === 'clean'))
  const before = changes.candidates.slice(0, changes.candidates.indexOf(candidate))
  const earlier = before.filter((one) => !inPlan.has(one))
  const paths = taken.paths.map(({ path }) => path)
  return findDependencies({ engine, tip, candidate, paths, earlier, picks })
}

interface Parts {
  readonly cut: Cut
  readonly ground: PlanningRequest['ground']
  readonly changes: Candidates
  readonly judging: Judging
  readonly alone: ReadonlyMap<string, TakeResult>
  readonly trial: Trial
  readonly prospects: readonly Prospect[]
  readonly rolledBack: ReadonlyMap<string, string>
  readonly take: Take
}

async function assemble(workspace: Workspace, parts: Parts): Promise<Plan> {
  const { cut, ground, changes, judging, alone, trial, prospects, rolledBack, take } = parts
  const picks = await createPlannedPicks(workspace, changes, trial)
  const planned = new Map(picks.map(({ candidate, outcome }) => [candidate, outcome]))
  const evidence = new Map(changes.explainProbablyOnLine.map((one) => [one.candidate, one.evidence]))
  const policy = ground.inForce.digest
  return {
    version: cut.version,
    line: cut.line,
    range: changes.range,
    policy,
    picks,
    considered: changes.candidates.map((candidate) => {
      const taken = alone.get(candidate.id)
      const outcomes = {
        alone: taken ? toPickOutcome(taken) : UNTRIED,
        planned: planned.get(candidate.id) ?? null,
        lineEvidence: evidence.get(candidate.id) ?? [],
        rolledBackIn: rolledBack.get(candidate.id),
      }
      return consider(candidate, outcomes, judging)
    }),
    leftOut: changes.leftOut,
    flags: changes.flags,
    notNominated: listNotNominated(prospects, take),
    passedBy: prospects.flatMap(({ candidate, isPassedBy }) => (isPassedBy ? [candidate.id] : [])),
    onLine: changes.onLine.map((one) => considerOnLine(one, judging)),
    tree: trial.result.tree,
    digest: computeDigest({ version: cut.version, range: changes.range, policy, picks: trial.chosen }),
  }
}

/** The name of a plan. */
export function computeDigest(identity: PlanIdentity): string {
  return createHash('sha256').update(serializePlanIdentity(identity)).digest('hex')
}

async function createPlannedPicks(
  { store, engine }: Workspace,
  changes: Candidates,
  trial: Trial,
): Promise<PlannedPick[]> {
  const picks: PlannedPick[] = []
  let searches = 0
  for (const [i, candidate] of trial.chosen.entries()) {
    const taken = trial.result.taken[i]
    if (!taken) continue
    if (taken.kind !== 'conflict') {
      picks.push({ candidate: candidate.id, outcome: toPickOutcome(taken), dependencies: null })
      continue
    }
    const files = await describeConflict(store, taken)
    searches += 1
    const dependencies: Dependencies =
      searches <= SEARCHES
        ? await findDependenciesAt(engine, changes, { trial, i, picks: QUICK_PICKS })
        : { kind: 'not-searched', why: `only the first ${SEARCHES} conflicts of a plan are searched` }
    picks.push({ candidate: candidate.id, outcome: toPickOutcome(taken, files), dependencies })
  }
  return picks
}
