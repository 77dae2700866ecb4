import { readCommit } from '../../../git/objects/commit-objects.ts'
import { parseQuotedPath } from '../../../git/objects/trees/path-bytes.ts'
import { findEntryAt, type TreeEntry } from '../../../git/objects/trees.ts'
import type { ConflictCommits } from '../../../git/picks/conflict-commits.ts'
import { runGitText } from '../../../git/run-git.ts'
import {
  KEEPS,
  type SideHas,
  type UnresolvedPath,
} from '../../../messages/github/pull-requests/unresolved-files.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import type { UnresolvedFiles, UnresolvedQuery } from '../../../runtime/ports/git-conflicts.ts'
import type { SigningWorkspace } from '../build/commit-writer.ts'
import { hasCommit, requireCommit } from '../ground.ts'
import { createConflict } from './create-conflict.ts'

/**
 * Files of a conflict without markers that nobody decided about yet: at each of some commits they stand as the conflict
 * left them, and no commit that somebody made since says that they are right as they are.
 *
 * @throws {Refused} where the conflict is not to be had again as it was
 */
export async function findUnresolvedFiles(
  workspace: SigningWorkspace,
  asking: UnresolvedQuery,
): Promise<UnresolvedFiles> {
  await requireCommit(workspace, asking.head)
  const { made } = await createConflict(workspace, asking, asking.heads)
  const all = await listUnresolved(workspace, { made, onto: asking.head })
  if (all.length === 0) return { commit: made.at?.sha ?? '', files: [] }

  const decided = new Set<string>()
  for (const commit of asking.heads) {
    if (!(await hasCommit(workspace, commit))) continue
    for (const path of await listUnchanged(workspace, { commit, without: [asking.head, made.head] }))
      decided.add(path)
    for (const { path } of all) if (!(await isSameAt(workspace, path, [commit, made.head]))) decided.add(path)
  }
  return { commit: made.at?.sha ?? '', files: all.filter(({ path }) => !decided.has(path)) }
}

/** All of them, as the conflict leaves them. */
export async function listUnresolved(
  { store }: Pick<Workspace, 'store'>,
  { made, onto }: { readonly made: ConflictCommits; readonly onto: string },
): Promise<readonly UnresolvedPath[]> {
  const findStandingEntry = async (commit: string, path: string) =>
    await findEntryAt(store, (await readCommit(store, commit)).tree, parseQuotedPath(path))
  const seen = made.files.filter(({ marked }) => !marked)
  const files = await Promise.all(
    seen.map(async ({ path }) => {
      const [here, line, change] = await Promise.all([
        findStandingEntry(made.head, path),
        findStandingEntry(onto, path),
        made.at ? findStandingEntry(made.at.sha, path) : null,
      ])
      const sides = { line: has(line, here), change: has(change, here) }
      return { isThere: here !== null, file: { path, ...sides } }
    }),
  )
  // Where git moved a file it names the place from before too. There is nothing there to decide about.
  const there = files.filter(({ isThere }) => isThere)
  return (there.length > 0 ? there : files).map(({ file }) => file)
}

function has(side: TreeEntry | null, here: TreeEntry | null): SideHas {
  if (side === null) return 'none'
  return side.sha === here?.sha ? 'here' : 'other'
}

async function isSameAt(
  { store }: Workspace,
  path: string,
  [one, other]: readonly [string, string],
): Promise<boolean> {
  const [here, there] = await Promise.all(
    [one, other].map(async (commit) =>
      findEntryAt(store, (await readCommit(store, commit)).tree, parseQuotedPath(path)),
    ),
  )
  return here?.sha === there?.sha && here?.mode === there?.mode
}

/** What people say in the messages of their commits that they keep. */
async function listUnchanged(
  { quarantine }: Workspace,
  { commit, without }: { readonly commit: string; readonly without: readonly string[] },
): Promise<readonly string[]> {
  const args = ['log', '--format=%B', commit, ...without.map((one) => `^${one}`), '--']
  const lines = (await runGitText(args, { gitDir: quarantine.gitDir })).split('\n')
  return lines.flatMap((line) => (line.startsWith(KEEPS) ? [line.slice(KEEPS.length).trim()] : []))
}
