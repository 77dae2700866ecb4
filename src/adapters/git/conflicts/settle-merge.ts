import {
  type CommitObject,
  formatSignature,
  readCommit,
  type WriteCommit,
} from '../../../git/objects/commit-objects.ts'
import { runGitText } from '../../../git/run-git.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import type { SettledMerge, SettleMergeQuery } from '../../../runtime/ports/git-conflicts.ts'
import { findBranchHead, putBranch } from '../build/branches.ts'
import { openCommitWriter, type SigningWorkspace } from '../build/commit-writer.ts'
import { requireCommit } from '../ground.ts'
import { readSettled, type Settled } from '../plan/settled-plan.ts'
import { findMarkerCommits } from './marker-commits.ts'

/**
 * §1.2: puts the release branch, on which a conflict was merged, on a history in which no commit has conflict markers:
 * what resolves them becomes the pick itself, with its author and message. All else on the branch stays, and so does
 * every file of its head.
 *
 * @throws {Refused} where the server doesn't let us replace the branch
 */
export async function settleMerge(
  workspace: SigningWorkspace,
  asking: SettleMergeQuery,
): Promise<SettledMerge> {
  const { at, base, branch, head, merges } = asking
  await requireCommit(workspace, head)
  const settled = await readSettled(workspace, asking)
  const heads = [head, await findBranchHead(workspace, branch)]
  const again = { settled, write: openCommitWriter(workspace, settled, { heads, since: base }) }
  const clean = await removeMarkerCommits(workspace, again, asking)
  const own = await Promise.all(
    merges.map((merge) => removeMarkerCommits(workspace, again, { ...asking, head: merge })),
  )
  const { policy } = settled.ground.inForce
  if (clean !== head) await putBranch(workspace, { at, policy, branch, head: clean, onto: [head] })
  return { head: clean, foreign: !own.includes(clean) }
}

type Stretch = Pick<SettleMergeQuery, 'at' | 'base' | 'head'>

/** Of which release the commits are, and what writes them. */
interface Rewriting {
  readonly settled: Settled
  readonly write: WriteCommit
}

/** The same whenever it is done, and once more changes nothing. */
export async function removeMarkerCommits(
  workspace: Workspace,
  rewriting: Rewriting,
  stretch: Stretch,
): Promise<string> {
  const { base, head } = stretch
  const marked = await findMarkerCommits(workspace, stretch)
  if (marked.length === 0) return head
  const chain = await listFirstParents(workspace, { base, head })
  const [first] = chain
  // Not a branch that goes on from where it was: nothing of it is ours to replace.
  if (first === undefined || (await readCommit(workspace.store, first)).parents[0] !== base) return head

  let parent = base
  let waiting: readonly string[] = []
  for (const commit of chain) {
    const read = await readCommit(workspace.store, commit)
    const inner = await listBehind(workspace, read, marked)
    if (marked.includes(commit)) {
      waiting = [...waiting, ...(inner.length > 0 ? inner : [commit])]
      continue
    }
    const replaced = [...waiting, ...inner]
    waiting = []
    parent = await commitAgain(workspace, { commit, read, parent, replaced, ...rewriting })
  }
  return parent
}

async function listFirstParents(
  { quarantine }: Workspace,
  { base, head }: Pick<Stretch, 'base' | 'head'>,
): Promise<string[]> {
  const args = ['rev-list', '--first-parent', '--reverse', head, `^${base}`, '--']
  return (await runGitText(args, { gitDir: quarantine.gitDir })).split('\n').filter(Boolean)
}

/** What a merge brings that has markers in it, oldest first. */
async function listBehind(
  { quarantine }: Workspace,
  { parents }: CommitObject,
  marked: readonly string[],
): Promise<string[]> {
  const [first, ...others] = parents
  if (first === undefined || others.length === 0) return []
  const args = ['rev-list', ...others, `^${first}`, '--']
  const behind = new Set((await runGitText(args, { gitDir: quarantine.gitDir })).split('\n'))
  return marked.filter((commit) => behind.has(commit))
}

interface Again extends Rewriting {
  readonly commit: string
  readonly read: CommitObject
  readonly parent: string
  /** Commits with markers that it stands for, oldest first. */
  readonly replaced: readonly string[]
}

/** With the same files on another parent; as the pick, where it stands for one. */
async function commitAgain(
  { store }: Workspace,
  { commit, read, parent, replaced, settled, write }: Again,
): Promise<string> {
  const { tree } = read
  const [pick] = replaced
  if (pick === undefined) {
    if (read.parents[0] === parent) return commit
    const parents = [parent, ...read.parents.slice(1)]
    const { author, message } = read
    return write({
      tree,
      parents,
      author,
      message,
      committer: read.committer.toString('latin1'),
    })
  }
  const { author, message } = await readCommit(store, pick)
  const committer = formatSignature(settled.committer)
  return write({ tree, parents: [parent], author, message, committer })
}
