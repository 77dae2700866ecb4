import { mergeBase } from '../../../git/candidates/history.ts'
import { readCommit, writeCommit } from '../../../git/objects/commit-objects.ts'
import { createSyntheticCommit } from '../../../git/objects/synthetic-commits.ts'
import { runGit } from '../../../git/run-git.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import type { CompareQuery, ResolutionDifference } from '../../../runtime/ports/git-conflicts.ts'
import { requireCommit } from '../ground.ts'
import { listSettledPicks, readSettled } from '../plan/settled-plan.ts'

/**
 * §1.2: what a resolved conflict changes otherwise than the change of main that it stands for, as `git range-diff`
 * shows it: both as one commit, so that nothing but their patches differs.
 */
export async function compareResolution(
  workspace: Workspace,
  asking: CompareQuery,
): Promise<ResolutionDifference> {
  const { plan, candidate: id, base, head } = asking
  for (const commit of [base, head]) await requireCommit(workspace, commit)
  const settled = { ...(await readSettled(workspace, asking)), origins: asking.origins }
  const picks = plan.picks.filter(({ candidate }) => candidate === id)
  const [candidate] = await listSettledPicks(workspace, settled, { picks })
  const [first, last] = [candidate?.picks[0], candidate?.picks.at(-1)]
  if (!first || !last) throw new Error(`${id} is not in the plan ${plan.digest}`)

  const fork = (await mergeBase(workspace.quarantine.gitDir, [base, head])) ?? base
  const { parents } = await readCommit(workspace.store, first.sha)
  const original = await commitWhole(workspace, last.sha, parents[0] ?? first.sha)
  const resolved = await commitWhole(workspace, head, fork)
  const args = ['range-diff', ...PLAIN, `${original}^..${original}`, `${resolved}^..${resolved}`]
  const { stdout } = await runGit(args, { gitDir: workspace.quarantine.gitDir })
  return readRangeDiff(stdout.toString())
}

/** The same commit is meant whatever became of it, so nothing counts as another. */
const PLAIN = [
  '--no-color',
  '--no-dual-color',
  '--no-notes',
  '--creation-factor=10000',
  '--no-ext-diff',
  '--no-textconv',
]

async function commitWhole({ store }: Workspace, commit: string, parent: string): Promise<string> {
  const { tree } = await readCommit(store, commit)
  return writeCommit(store, createSyntheticCommit(tree, [parent]))
}

/** The first line names the pair; below it, by four columns, is how the one patch differs from the other. */
function readRangeDiff(output: string): ResolutionDifference {
  const lines = output
    .split('\n')
    .slice(1)
    .map((line) => line.replace(/^ {4}/, ''))
  // The messages of both are empty.
  const text = lines
    .join('\n')
    .replace(/^@@ Commit message\n *\n/, '')
    .trimEnd()
  return { text, lines: lines.filter((line) => /^[+-]/.test(line)).length }
}
