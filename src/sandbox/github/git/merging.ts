import { type Commit, log, readCommit } from './commits.ts'
import { git, gitText, type Signature, signedBy } from './run.ts'

/** A commit that is to be written. */
export interface NewCommit {
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author: Signature
  readonly committer: Signature
}

export async function writeCommit(gitDir: string, commit: NewCommit): Promise<string> {
  const parents = commit.parents.flatMap((parent) => ['-p', parent])
  return gitText(gitDir, ['commit-tree', ...parents, '-F', '-', commit.tree], {
    input: commit.message,
    env: signedBy(commit.author, commit.committer),
  })
}

/** The tree of both sides together, or undefined where they conflict. */
export async function mergedTree(gitDir: string, ours: string, theirs: string): Promise<string | undefined> {
  const args = ['merge-tree', '--write-tree', '--no-messages', ours, theirs]
  const { code, stdout } = await git(gitDir, args, { answers: [1] })
  return code === 0 ? stdout.toString().trim() : undefined
}

/** Each commit of `head` that `base` lacks, written anew on top of it; undefined where one conflicts. */
export async function rebased(
  gitDir: string,
  { base, head, committer }: { readonly base: string; readonly head: string; readonly committer: Signature },
): Promise<string | undefined> {
  const commits = await log(gitDir, ['--reverse', '--topo-order', '--no-merges', `${base}..${head}`])
  let tip = await readCommit(gitDir, base)
  for (const commit of commits) {
    const next = await picked(gitDir, { commit, tip, committer })
    if (next === undefined) return undefined
    tip = await readCommit(gitDir, next)
  }
  return tip.sha
}

/**
 * git before 2.40 cannot be told a merge base. A commit with the tip's tree and the pick's parent as its own makes git
 * find the one that is meant.
 */
async function picked(
  gitDir: string,
  {
    commit,
    tip,
    committer,
  }: { readonly commit: Commit; readonly tip: Commit; readonly committer: Signature },
): Promise<string | undefined> {
  const stand = { tree: tip.tree, parents: commit.parents, message: 'x', author: committer, committer }
  const tree = await mergedTree(gitDir, await writeCommit(gitDir, stand), commit.sha)
  if (tree === undefined) return undefined
  return writeCommit(gitDir, { ...commit, tree, parents: [tip.sha], committer })
}
