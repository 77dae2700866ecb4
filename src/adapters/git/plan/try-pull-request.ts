import { mergeBase } from '../../../git/candidates/history.ts'
import { readCommit, writeCommit } from '../../../git/objects/commit-objects.ts'
import { createSyntheticCommit } from '../../../git/objects/synthetic-commits.ts'
import { type StepOutcome, toPathConflict } from '../../../git/picks/step-outcome.ts'
import { type TakeResult, takePicks } from '../../../git/picks/take-picks.ts'
import { type Cut, resolveCut } from '../../../planner/ground/read-ground.ts'
import { collectFacts, consider, toPickOutcome } from '../../../planner/plan/judge-candidates.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import type { Candidate } from '../../../release/changes/candidate.ts'
import { known } from '../../../release/facts/facts.ts'
import type { StatedFacts } from '../../../release/facts/facts-file.ts'
import type { Considered, PickOutcome } from '../../../release/planning/plan.ts'
import type { TryQuery, TryReading } from '../../../runtime/ports/git.ts'
import type { GroundReader, PinnedGround } from '../ground.ts'
import { fetchPull, toCandidate } from './pull-request-candidate.ts'

/**
 * What an open pull request would be as a candidate of the next patch of a line: merged into main as it is
 * now, without anything being written on main, and picked onto the line's last tag.
 */
export async function tryPullRequestOnMirror(
  workspace: Workspace,
  asking: TryQuery,
  readGround: GroundReader,
): Promise<TryReading> {
  const ground = await readGround(workspace, { main: null, policy: null })
  const cut = await resolveCut(workspace, ground, {
    ...{ version: null, line: asking.line, base: null, now: asking.now },
  })
  await fetchPull(workspace, asking)
  const main = ground.main.commit
  const step = await mergeInto(workspace, main, asking.head)
  const tree = step.kind === 'clean' ? step.tree : (await readCommit(workspace.store, main)).tree
  const merge = writeCommit(workspace.store, createSyntheticCommit(tree, [main, asking.head]))
  const candidate = await toCandidate(workspace, asking, { main, merge })
  const tried = await tryOn(workspace, { step, candidate, cut, head: asking.head })
  return {
    version: cut.version,
    line: cut.line,
    base: cut.base.name,
    considered: await judgeCandidate(candidate, { ground, asking, alone: tried.alone }),
    outcome: tried.outcome,
    files: tried.alone.kind === 'conflict' ? tried.alone.files.map(({ path }) => path) : [],
  }
}

/** Onto main as it is picked: the merge of two commits with one base is the pick of all between them. */
async function mergeInto(
  { engine, store, quarantine }: Workspace,
  main: string,
  head: string,
): Promise<StepOutcome> {
  const base = await mergeBase(quarantine.gitDir, [main, head])
  const [ours, theirs] = [await readCommit(store, main), await readCommit(store, head)]
  const whole = writeCommit(store, createSyntheticCommit(theirs.tree, base === null ? [] : [base]))
  return engine.pick(ours.tree, { sha: whole, mainline: null })
}

interface TryContext {
  readonly step: StepOutcome
  readonly candidate: Candidate
  readonly cut: Cut
  readonly head: string
}

interface TryResult {
  readonly outcome: TryReading['outcome']
  readonly alone: PickOutcome
}

async function tryOn(
  { store, engine }: Workspace,
  { step, candidate, cut, head }: TryContext,
): Promise<TryResult> {
  if (step.kind === 'empty') return { outcome: 'empty', alone: step }
  const failed = step.kind === 'refused' ? toPathConflict(step, '') : step
  const unmergeable: TakeResult | null =
    failed.kind === 'conflict' ? { ...failed, at: { sha: head, mainline: null } } : null
  if (unmergeable) return { outcome: 'unmergeable', alone: toPickOutcome(unmergeable) }
  const { tree } = await readCommit(store, cut.start.commit)
  const taken = await takePicks(engine, tree, candidate.picks)
  return { outcome: taken.kind, alone: toPickOutcome(taken) }
}

interface JudgedCandidate {
  readonly ground: PinnedGround
  readonly asking: TryQuery
  readonly alone: PickOutcome
}

async function judgeCandidate(
  candidate: Candidate,
  { ground, asking, alone }: JudgedCandidate,
): Promise<Considered> {
  const { policy } = ground.inForce
  const learnt = await asking.learn?.([candidate], policy)
  const stated: StatedFacts = {
    ...learnt?.stated.get(candidate.id),
    labels: known(asking.labels, 'its labels on GitHub'),
  }
  const facts = collectFacts([candidate], policy, { of: new Map([[candidate.id, stated]]), unmatched: [] })
  const all = consider(
    candidate,
    { alone, planned: null, lineEvidence: [] },
    { facts, policy, now: asking.now },
  )
  return { ...all, verdict: { ...all.verdict, rules: all.verdict.rules.map(excludeNotMerged) } }
}

/** Of candidates it is known that they are on main. This one is not, and nothing is said against it by that. */
function excludeNotMerged(finding: Considered['verdict']['rules'][number]): typeof finding {
  if (finding.rule !== 'merged') return finding
  const saw = "It isn't merged yet. The rest shows what would happen if it were merged now."
  return { ...finding, answer: 'no', mode: 'off', saw, change: 'Merge it.' }
}
