import { runGitText } from '../../../git/run-git.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import type { Remote } from '../../../runtime/ports/git-remote.ts'
import { requireCommit } from '../ground.ts'
import { findMarkers } from './find-markers.ts'

/** A stretch of history. */
interface MarkerSearch {
  readonly at: Remote
  readonly base: string
  readonly head: string
}

/** Commits that `head` has and `base` has not, oldest first, in which files that differ from the base's have conflict markers. */
export async function findMarkerCommits(
  workspace: Workspace,
  { at, base, head }: MarkerSearch,
): Promise<readonly string[]> {
  for (const commit of [base, head]) await requireCommit(workspace, commit)
  // Whatever puts markers into a file, or takes them out of it.
  const args = [
    'log',
    '--reverse',
    '--topo-order',
    '--format=%H',
    '-m',
    '--first-parent',
    ...TOUCH,
    head,
    `^${base}`,
    '--',
  ]
  const onBranch = await listCommits(workspace, args)
  const behind = await listCommits(workspace, [
    'log',
    '--reverse',
    '--topo-order',
    '--format=%H',
    ...TOUCH,
    head,
    `^${base}`,
    '--',
  ])
  const found: string[] = []
  for (const commit of new Set([...behind, ...onBranch]))
    if ((await findMarkers(workspace, { at, base, head: commit })).length > 0) found.push(commit)
  return found
}

const TOUCH = ['--no-show-signature', '--no-textconv', '--no-ext-diff', '-a', '-G^(<<<<<<<|>>>>>>>)']

async function listCommits({ quarantine }: Workspace, args: readonly string[]): Promise<string[]> {
  return (await runGitText([...args], { gitDir: quarantine.gitDir })).split('\n').filter(Boolean)
}
