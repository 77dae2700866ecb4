import type { CherryPick } from '../../release/changes/candidate.ts'
import { type Committer, formatSignature, readCommit, type WriteCommit } from '../objects/commit-objects.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import type { PickEngine } from './pick-engine.ts'
import { createPickedText, getSignOff } from './picked-message.ts'
import { type TakeResult, takePicks } from './take-picks.ts'

/** A candidate to commit, all of its picks or none. */
export interface BuildInput {
  readonly id: string
  readonly picks: readonly CherryPick[]
}

interface BuildCommits {
  readonly store: ObjectStore
  readonly engine: PickEngine
  /** The commit of the line's tag. */
  readonly base: string
  readonly candidates: readonly BuildInput[]
  /** The bot, with a date of the plan's: two builds of one plan give the same ids. */
  readonly committer: Committer
  readonly write: WriteCommit
  /** Whether messages end in `(cherry picked from commit …)`. */
  readonly recordOrigin: boolean
}

interface PickedCommit {
  readonly sha: string
  readonly candidate: string
  /** The commit of main that it was picked from. */
  readonly from: string
}

export interface PickedBranch {
  readonly head: string
  readonly tree: string
  readonly commits: readonly PickedCommit[]
  /** What became of each candidate, in the order given. */
  readonly outcomes: readonly { readonly candidate: string; readonly taken: TakeResult }[]
  /** Candidates that made no commit, each with the reason. */
  readonly skipped: readonly { readonly candidate: string; readonly why: 'conflict' | 'empty' }[]
}

/**
 * Makes the commits of a release branch (§1.2): author, author date and message kept, the bot as committer, the tree
 * of each step git's own. Nothing points at them yet.
 */
export async function buildCommits(build: BuildCommits): Promise<PickedBranch> {
  const { store, engine, candidates } = build
  engine.expect(candidates.flatMap(({ picks }) => picks))
  const commits: PickedCommit[] = []
  const outcomes: PickedBranch['outcomes'][number][] = []
  const skipped: PickedBranch['skipped'][number][] = []
  let head = build.base
  let { tree } = await readCommit(store, build.base)
  for (const { id, picks } of candidates) {
    const taken = await takePicks(engine, tree, picks)
    outcomes.push({ candidate: id, taken })
    if (taken.kind !== 'clean') {
      skipped.push({ candidate: id, why: taken.kind })
      continue
    }
    for (const step of taken.steps) {
      head = await commitPick(build, { parent: head, from: step.sha, tree: step.tree })
      commits.push({ sha: head, candidate: id, from: step.sha })
    }
    tree = taken.tree
  }
  return { head, tree, commits, outcomes, skipped }
}

/** The commit of one pick on a release branch: author, author date and message of the commit that is picked. */
export async function commitPick(
  {
    store,
    committer,
    recordOrigin,
    write,
  }: Pick<BuildCommits, 'store' | 'committer' | 'recordOrigin' | 'write'>,
  pick: { readonly parent: string; readonly from: string; readonly tree: string },
): Promise<string> {
  const { author, message } = createPickedText(await readCommit(store, pick.from), {
    origin: recordOrigin ? pick.from : null,
    signOff: getSignOff(committer),
  })
  return write({
    tree: pick.tree,
    parents: [pick.parent],
    author,
    committer: formatSignature(committer),
    message,
  })
}
