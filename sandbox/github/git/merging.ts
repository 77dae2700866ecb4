import { type GitCommit, log, readGitCommit } from './commits.ts'
import { createSignatureEnv, type GitSignature, runSandboxGit, runSandboxGitText } from './run.ts'

/** A commit that is to be written. */
interface CommitInput {
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author: GitSignature
  readonly committer: GitSignature
}

export async function writeGitCommit(gitDir: string, commit: CommitInput): Promise<string> {
  const parents = commit.parents.flatMap((parent) => ['-p', parent])
  return runSandboxGitText(gitDir, ['commit-tree', ...parents, '-F', '-', commit.tree], {
    input: commit.message,
    env: createSignatureEnv(commit.author, commit.committer),
  })
}

/** The tree of both sides together, or undefined where they conflict. */
export async function mergeTrees(gitDir: string, ours: string, theirs: string): Promise<string | undefined> {
  const args = ['merge-tree', '--write-tree', '--no-messages', ours, theirs]
  const { code, stdout } = await runSandboxGit(gitDir, args, { answers: [1] })
  return code === 0 ? stdout.toString().trim() : undefined
}

/** Each commit of `head` that `base` lacks, written again on top of it; undefined where one conflicts. */
export async function rebaseCommits(
  gitDir: string,
  {
    base,
    head,
    committer,
  }: { readonly base: string; readonly head: string; readonly committer: GitSignature },
): Promise<string | undefined> {
  const commits = await log(gitDir, ['--reverse', '--topo-order', '--no-merges', `${base}..${head}`])
  let tip = await readGitCommit(gitDir, base)
  for (const commit of commits) {
    const next = await pickCommit(gitDir, { commit, tip, committer })
    if (next === undefined) return undefined
    tip = await readGitCommit(gitDir, next)
  }
  return tip.sha
}

/**
 * git before 2.40 cannot be told a merge base. A commit with the tip's tree and the pick's parent as its own makes git
 * find the one that is meant.
 */
async function pickCommit(
  gitDir: string,
  {
    commit,
    tip,
    committer,
  }: { readonly commit: GitCommit; readonly tip: GitCommit; readonly committer: GitSignature },
): Promise<string | undefined> {
  const stand = { tree: tip.tree, parents: commit.parents, message: 'x', author: committer, committer }
  const tree = await mergeTrees(gitDir, await writeGitCommit(gitDir, stand), commit.sha)
  if (tree === undefined) return undefined
  return writeGitCommit(gitDir, { ...commit, tree, parents: [tip.sha], committer })
}
