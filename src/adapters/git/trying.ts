import { readCommit, writeCommit } from '../../git/commits.ts'
import { mergeBase } from '../../git/history.ts'
import type { StepOutcome } from '../../git/picks.ts'
import { syntheticCommit } from '../../git/synthetic-commits.ts'
import { type Taken, take } from '../../git/taking.ts'
import { consider, factsOfAll, outcomeOf } from '../../local/considering.ts'
import { type Cut, cutOf } from '../../local/ground.ts'
import type { Workspace } from '../../local/workspace.ts'
import type { Candidate } from '../../release/candidate.ts'
import { known } from '../../release/facts.ts'
import type { StatedFacts } from '../../release/facts-file.ts'
import type { Considered, PickOutcome } from '../../release/plan.ts'
import type { TryAsking, TrySeen } from '../../runtime/ports/git.ts'
import { groundAt, type PinnedGround } from './ground.ts'
import { fetchPull, pullAsCandidate } from './pull-request.ts'

/**
 * What an open pull request would be as a candidate of the next patch of the highest line: merged into main as it is
 * now, without anything being written on main, and picked onto the line's last tag.
 */
export async function tryPullRequest(workspace: Workspace, asking: TryAsking): Promise<TrySeen> {
  const ground = await groundAt(workspace, { main: null, policy: null })
  const cut = cutOf(ground, { version: null, line: null, base: null })
  await fetchPull(workspace, asking)
  const main = ground.main.commit
  const step = await mergeInto(workspace, main, asking.head)
  const tree = step.kind === 'clean' ? step.tree : (await readCommit(workspace.store, main)).tree
  const merge = writeCommit(workspace.store, syntheticCommit(tree, [main, asking.head]))
  const candidate = await pullAsCandidate(workspace, asking, { main, merge })
  const tried = await triedOn(workspace, { step, candidate, cut, head: asking.head })
  return {
    version: cut.version,
    line: cut.line,
    base: cut.base.name,
    considered: await considered(candidate, { ground, asking, alone: tried.alone }),
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
  const whole = writeCommit(store, syntheticCommit(theirs.tree, base === null ? [] : [base]))
  return engine.pick(ours.tree, { sha: whole, mainline: null })
}

interface Trying {
  readonly step: StepOutcome
  readonly candidate: Candidate
  readonly cut: Cut
  readonly head: string
}

interface Tried {
  readonly outcome: TrySeen['outcome']
  readonly alone: PickOutcome
}

async function triedOn({ store, engine }: Workspace, { step, candidate, cut, head }: Trying): Promise<Tried> {
  if (step.kind === 'refused') throw new Error(step.why)
  if (step.kind === 'empty') return { outcome: 'empty', alone: step }
  const unmergeable: Taken | null =
    step.kind === 'conflict' ? { ...step, at: { sha: head, mainline: null } } : null
  if (unmergeable) return { outcome: 'unmergeable', alone: outcomeOf(unmergeable) }
  const { tree } = await readCommit(store, cut.base.commit)
  const taken = await take(engine, tree, candidate.picks)
  return { outcome: taken.kind, alone: outcomeOf(taken) }
}

interface Judged {
  readonly ground: PinnedGround
  readonly asking: TryAsking
  readonly alone: PickOutcome
}

async function considered(candidate: Candidate, { ground, asking, alone }: Judged): Promise<Considered> {
  const { policy } = ground.inForce
  const learnt = await asking.learn?.([candidate], policy)
  const stated: StatedFacts = {
    ...learnt?.stated.get(candidate.id),
    labels: known(asking.labels, 'its labels on GitHub'),
  }
  const facts = factsOfAll([candidate], policy, { of: new Map([[candidate.id, stated]]), unmatched: [] })
  const all = consider(candidate, { alone, planned: null }, { facts, policy, now: asking.now })
  return { ...all, verdict: { ...all.verdict, rules: all.verdict.rules.map(notMergedYet) } }
}

/** Of candidates it is known that they are on main. This one is not, and nothing is said against it by that. */
function notMergedYet(finding: Considered['verdict']['rules'][number]): typeof finding {
  if (finding.rule !== 'merged') return finding
  const saw = 'It is not merged yet; all else is as it would be, were it merged now.'
  return { ...finding, answer: 'no', mode: 'off', saw, change: 'Merge it.' }
}
