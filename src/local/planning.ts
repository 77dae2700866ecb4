import { createHash } from 'node:crypto'
import { findCandidates } from '../git/candidates.ts'
import { readCommit } from '../git/commits.ts'
import { describeConflict } from '../git/conflicts.ts'
import { findDependencies } from '../git/dependencies.ts'
import { type Taken, type TakenInOrder, takeEachAlone, takeInOrder } from '../git/taking.ts'
import type { Candidate, Candidates, LeftOut } from '../release/candidate.ts'
import { isTaken } from '../release/eligibility/judge.ts'
import type { Dependencies, Plan, PlannedPick } from '../release/plan.ts'
import { planIdentity } from '../release/plan-digest.ts'
import { consider, factsOfAll, type Judging, outcomeOf, verdictIfClean } from './considering.ts'
import { readFacts } from './facts.ts'
import { type Cut, cutOf, type Ground, type Wanted } from './ground.ts'
import { choiceAmong } from './selection.ts'
import type { Opening, Workspace } from './workspace.ts'

/** What a person takes into a plan, or out of it. */
export interface Choice extends Wanted, Pick<Opening, 'onProgress'> {
  readonly factsFile: string | null
  readonly pick: readonly string[]
  readonly drop: readonly string[]
  readonly withDependencies: boolean
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
  readonly alone: ReadonlyMap<string, Taken>
  readonly trial: Trial
  readonly baseTree: string
  readonly warnings: readonly string[]
}

/** The chosen candidates in order, and what became of them. */
export interface Trial {
  readonly chosen: readonly Candidate[]
  readonly result: TakenInOrder
}

/** Conflicts whose dependencies are looked for in a plan; `explain` looks for any one's. */
const SEARCHES = 10
/** Picks tried for each of them: a second or two, on a line that is far from main some more. */
const PICKS = 250
/** Rounds of taking dependencies along: a dependency's dependency is found with the first, so few are needed. */
const ROUNDS = 5

/**
 * Plans a release: candidates, each alone on the line's tag, the verdicts, and the whole set in order.
 *
 * @throws {Refused} when the version, the range or a name of the request is wrong
 */
export async function makePlan(workspace: Workspace, ground: Ground, choice: Choice): Promise<Planning> {
  const cut = cutOf(ground, choice)
  const file = choice.factsFile === null ? null : await readFacts(choice.factsFile)
  const found = await candidatesOf(workspace, ground, { cut, choice })
  const baseTree = (await readCommit(workspace.store, cut.base.commit)).tree
  const alone = await pickAlone(workspace, found.candidates, { tip: baseTree, choice })
  const changes = withoutEmpty(found, alone)
  const facts = factsOfAll(changes.candidates, ground.inForce.policy, file)
  const judging = { facts, policy: ground.inForce.policy, now: choice.now }
  const trial = await tryChosen(workspace, { changes, judging, baseTree, choice })
  const plan = await assemble(workspace, { cut, ground, changes, judging, alone, trial })
  const warnings = [
    ...cut.warnings,
    ...facts.unmatched.map((key) => `The facts file speaks of ${key}, which is no candidate of this range.`),
  ]
  return { plan, cut, judging, changes, alone, trial, baseTree, warnings }
}

function candidatesOf(
  { quarantine }: Workspace,
  { main }: Ground,
  { cut, choice }: { cut: Cut; choice: Choice },
): Promise<Candidates> {
  const { name, commit, taggedAt } = cut.base
  return findCandidates({
    gitDir: quarantine.gitDir,
    base: { tag: name, commit, taggedAt },
    main,
    cache: quarantine.keptDir,
    onStage: (step) => choice.onProgress({ step, done: null, total: null }),
  })
}

async function pickAlone(
  { engine }: Workspace,
  candidates: readonly Candidate[],
  { tip, choice }: { tip: string; choice: Choice },
): Promise<ReadonlyMap<string, Taken>> {
  const total = candidates.length
  const onDone = (done: number) => choice.onProgress({ step: 'trying each change alone', done, total })
  const taken = await takeEachAlone(engine, { tip, candidates, onDone })
  return new Map(
    candidates.flatMap(({ id }, i) => {
      const one = taken[i]
      return one ? [[id, one] as const] : []
    }),
  )
}

/** What changes nothing on the line's tag is no candidate. */
function withoutEmpty(found: Candidates, alone: ReadonlyMap<string, Taken>): Candidates {
  const isEmpty = ({ id }: Candidate) => alone.get(id)?.kind === 'empty'
  const empty = found.candidates
    .filter(isEmpty)
    .map((candidate): LeftOut => ({ candidate, reason: { kind: 'empty' } }))
  if (empty.length === 0) return found
  const gone = new Set(empty.map(({ candidate }) => candidate.id))
  return {
    ...found,
    candidates: found.candidates.filter(({ id }) => !gone.has(id)),
    leftOut: inOrder([...found.leftOut, ...empty]),
    flags: found.flags.filter(({ candidate }) => !gone.has(candidate)),
  }
}

/** By the time of landing: empty ones are found later than the others. */
function inOrder(leftOut: readonly LeftOut[]): readonly LeftOut[] {
  return leftOut.toSorted((a, b) => a.candidate.mergedAt - b.candidate.mergedAt)
}

interface Choosing {
  readonly changes: Candidates
  readonly judging: Judging
  readonly baseTree: string
  readonly choice: Choice
}

/** Picks the eligible and the named in main's order; with dependencies, again until nothing more is needed. */
async function tryChosen({ engine }: Workspace, choosing: Choosing): Promise<Trial> {
  const { changes, judging, baseTree, choice } = choosing
  const { named, dropped } = choiceAmong(changes, choice)
  const wanted = new Set(
    changes.candidates
      .filter((one) => named.has(one.id) || isTaken(verdictIfClean(one, judging)))
      .map(({ id }) => id)
      .filter((id) => !dropped.has(id)),
  )
  for (let round = 0; ; round++) {
    const chosen = changes.candidates.filter(({ id }) => wanted.has(id))
    choice.onProgress({ step: 'trying them in order', done: null, total: chosen.length })
    const trial = { chosen, result: await takeInOrder(engine, baseTree, chosen) }
    if (!choice.withDependencies || round === ROUNDS) return trial
    const more = (await dependenciesIn(engine, changes, trial)).filter(
      (id) => !wanted.has(id) && !dropped.has(id),
    )
    if (more.length === 0) return trial
    for (const id of more) wanted.add(id)
  }
}

async function dependenciesIn(
  engine: Workspace['engine'],
  changes: Candidates,
  trial: Trial,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const [i, taken] of trial.result.taken.entries()) {
    if (taken.kind !== 'conflict') continue
    const dependencies = await dependenciesAt(engine, changes, { trial, i })
    if (dependencies.kind === 'found') found.push(...dependencies.on)
  }
  return found
}

/** What the pick at place `i` would need besides the picks before it. */
async function dependenciesAt(
  engine: Workspace['engine'],
  changes: Candidates,
  { trial, i }: { trial: Trial; i: number },
): Promise<Dependencies> {
  const [candidate, taken, tip] = [trial.chosen[i], trial.result.taken[i], trial.result.onto[i]]
  if (!candidate || taken?.kind !== 'conflict' || tip === undefined) throw new Error(`no conflict at ${i}`)
  const inPlan = new Set(trial.chosen.slice(0, i).filter((_, j) => trial.result.taken[j]?.kind === 'clean'))
  const before = changes.candidates.slice(0, changes.candidates.indexOf(candidate))
  const earlier = before.filter((one) => !inPlan.has(one))
  const paths = taken.paths.map(({ path }) => path)
  return findDependencies({ engine, tip, candidate, paths, earlier, picks: PICKS })
}

interface Parts {
  readonly cut: Cut
  readonly ground: Ground
  readonly changes: Candidates
  readonly judging: Judging
  readonly alone: ReadonlyMap<string, Taken>
  readonly trial: Trial
}

async function assemble(workspace: Workspace, parts: Parts): Promise<Plan> {
  const { cut, ground, changes, judging, alone, trial } = parts
  const picks = await plannedPicks(workspace, changes, trial)
  const planned = new Map(picks.map(({ candidate, outcome }) => [candidate, outcome]))
  const policy = ground.inForce.digest
  const identity = planIdentity({ version: cut.version, range: changes.range, policy, picks: trial.chosen })
  return {
    version: cut.version,
    line: cut.line,
    range: changes.range,
    policy,
    picks,
    considered: changes.candidates.map((candidate) => {
      const taken = alone.get(candidate.id)
      if (!taken) throw new Error(`${candidate.id} was not tried`)
      const outcomes = { alone: outcomeOf(taken), planned: planned.get(candidate.id) ?? null }
      return consider(candidate, outcomes, judging)
    }),
    leftOut: changes.leftOut,
    flags: changes.flags,
    tree: trial.result.tree,
    digest: createHash('sha256').update(identity).digest('hex'),
  }
}

async function plannedPicks(
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
      picks.push({ candidate: candidate.id, outcome: outcomeOf(taken), dependencies: null })
      continue
    }
    const files = await describeConflict(store, taken)
    searches += 1
    const dependencies: Dependencies =
      searches <= SEARCHES
        ? await dependenciesAt(engine, changes, { trial, i })
        : { kind: 'not-searched', why: `only the first ${SEARCHES} conflicts of a plan are searched` }
    picks.push({ candidate: candidate.id, outcome: outcomeOf(taken, files), dependencies })
  }
  return picks
}
