import { hasMarkers } from '../../../git/picks/conflict-markers.ts'
import { runGit } from '../../../git/run-git.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import type { Remote } from '../../../runtime/ports/git-remote.ts'
import { requireCommit } from '../ground.ts'

/** Files of a commit that differ from another's and have conflict markers of both kinds in them. */
export async function findMarkers(
  workspace: Workspace,
  { base, head }: { readonly at: Remote; readonly base: string; readonly head: string },
): Promise<readonly string[]> {
  for (const commit of [base, head]) await requireCommit(workspace, commit)
  const found: string[] = []
  for (const { path, sha } of await listChangedFiles(workspace, base, head)) {
    if (hasMarkers((await workspace.store.read(sha)).data)) found.push(path)
  }
  return found
}

/** Regular files, by `git diff-tree -z`: `:<mode> <mode> <id> <id> <status>`, then the path. */
async function listChangedFiles(
  { quarantine }: Workspace,
  base: string,
  head: string,
): Promise<{ readonly path: string; readonly sha: string }[]> {
  const args = ['diff-tree', '-r', '-z', '--no-renames', '--diff-filter=AMT', base, head]
  const pieces = (await runGit(args, { gitDir: quarantine.gitDir })).stdout.toString().split('\0')
  const files: { path: string; sha: string }[] = []
  for (let at = 0; at + 1 < pieces.length; at += 2) {
    const [, mode = '', , sha = ''] = pieces[at]?.split(' ') ?? []
    if (mode.startsWith('100')) files.push({ path: pieces[at + 1] ?? '', sha })
  }
  return files
}
