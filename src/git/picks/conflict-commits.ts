import type { Candidate, CherryPick } from '../../release/changes/candidate.ts'
import type { ConflictFile } from '../../release/planning/plan.ts'
import { Refused } from '../../release/refusal.ts'
import {
  type Committer,
  formatSignature,
  readCommit,
  type WriteCommit,
  writeCommit,
} from '../objects/commit-objects.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { createSyntheticCommit } from '../objects/synthetic-commits.ts'
import { quotePath } from '../objects/trees/path-bytes.ts'
import { commitPick } from './build-commits.ts'
import { createMarkedTree, type MarkerLabels } from './conflict-markers.ts'
import { describeConflict } from './conflicts.ts'
import type { PickEngine } from './pick-engine.ts'
import { addSignOff, createPickedText } from './picked-message.ts'
import type { RefusedStep, StepOutcome } from './step-outcome.ts'

/** A candidate to commit with its conflict, for people to resolve (§1.2 “Resolve any conflicts”). */
interface ConflictCommitInput {
  readonly store: ObjectStore
  readonly engine: PickEngine
  readonly candidate: Pick<Candidate, 'title' | 'source' | 'picks'>
  /** The commit that it is picked onto. */
  readonly onto: string
  readonly committer: Committer
  readonly write: WriteCommit
  readonly labels: MarkerLabels
}

/** A file that does not merge; `marked` where it shows both sides between markers. */
interface ConflictedFile extends ConflictFile {
  readonly marked: boolean
}

export interface ConflictCommits {
  /** The same as `onto` where the candidate changes nothing there. */
  readonly head: string
  /** The pick that does not apply; null where by now all of them do. */
  readonly at: CherryPick | null
  readonly files: readonly ConflictedFile[]
}

/**
 * Picks a candidate and commits it whatever comes of it: author, date and message of each pick as with
 * `git cherry-pick -x`, and where one does not apply, what git would leave in a work tree, markers and all. Picks behind
 * it are made on top. Where another of them does not apply either, nobody could read markers within markers: then the
 * whole candidate becomes one commit.
 */
export async function commitConflict(to: ConflictCommitInput): Promise<ConflictCommits> {
  const { store, engine, candidate, onto } = to
  let { tree } = await readCommit(store, onto)
  let made: ConflictCommits = { head: onto, at: null, files: [] }
  for (const pick of candidate.picks) {
    const step = await engine.pick(tree, pick)
    if (step.kind === 'refused') throw explainRefusedPick(step)
    if (step.kind === 'empty') continue
    if (step.kind === 'conflict' && made.at !== null) return commitAsOne(to, made.at)
    const unresolved = step.kind === 'conflict' ? await createUnresolvedTree(to, step) : null
    tree = unresolved?.tree ?? step.tree
    const head = await commitPick({ ...to, recordOrigin: true }, { parent: made.head, from: pick.sha, tree })
    made = unresolved ? { head, at: pick, files: unresolved.files } : { ...made, head }
  }
  return made
}

type Conflict = Extract<StepOutcome, { kind: 'conflict' }>

async function createUnresolvedTree({ store, labels }: ConflictCommitInput, conflict: Conflict) {
  // Before the labels are put in: by the ids in their place git's own markers are told from text that looks like some.
  const files = await describeConflict(store, conflict)
  const { tree, marked } = await createMarkedTree(store, conflict, labels)
  return { tree, files: files.map((file) => ({ ...file, marked: marked.has(file.path) })) }
}

/** From before the first of its commits to the last: they stand side by side on main. */
async function commitAsOne(to: ConflictCommitInput, at: CherryPick): Promise<ConflictCommits> {
  const { store, engine, candidate, onto, committer, write } = to
  const [first, last] = [candidate.picks[0], candidate.picks.at(-1)]
  if (!first || !last) throw new Error('a candidate without picks')
  const [begun, ended] = [await readCommit(store, first.sha), await readCommit(store, last.sha)]
  const whole = writeCommit(store, createSyntheticCommit(ended.tree, begun.parents.slice(0, 1)))
  const step = await engine.pick((await readCommit(store, onto)).tree, { sha: whole, mainline: null })
  if (step.kind === 'refused') throw explainRefusedPick(step)
  if (step.kind === 'empty') throw new Error(`${last.sha} conflicts, and as one it is empty`)
  const unresolved =
    step.kind === 'conflict' ? await createUnresolvedTree(to, step) : { tree: step.tree, files: [] }
  const head = await write({
    tree: unresolved.tree,
    parents: [onto],
    author: createPickedText(begun).author,
    committer: formatSignature(committer),
    message: addSignOff(composeMessage(candidate), committer),
  })
  return { head, at, files: unresolved.files }
}

function composeMessage({ title, source, picks }: ConflictCommitInput['candidate']): string {
  const name = source.kind === 'pull-request' ? ` (#${source.number})` : ''
  const origins = picks.map(({ sha }) => `(cherry picked from commit ${sha})\n`)
  return `${title.trim()}${name}\n\n${origins.join('')}`
}

function explainRefusedPick({ why, path, problem }: RefusedStep): Error {
  if (path === null) return new Error(why)
  if (problem === 'too large')
    return new Refused({
      kind: 'rule',
      what: `${why}, so this change can't be picked here.`,
      next: 'Pick it in a clone with `git cherry-pick -x`, and push it to the release branch; or drop the change.',
    })
  return new Refused({
    kind: 'rule',
    what: `git doesn't write the path ${quotePath(path)}, so this change can't be picked.`,
    next: 'Rename the path on main, and nominate the change that renames it.',
  })
}
