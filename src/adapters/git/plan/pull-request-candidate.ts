import { readHistory } from '../../../git/candidates/history.ts'
import { callRemote } from '../../../git/remotes/remote-call.ts'
import { toRemoteRefusal } from '../../../git/remotes/remote-failure.ts'
import { parseRemote } from '../../../git/remotes/remote-url.ts'
import { runGit } from '../../../git/run-git.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import type { Candidate, Commit } from '../../../release/changes/candidate.ts'
import { Refused } from '../../../release/refusal.ts'
import type { TryQuery } from '../../../runtime/ports/git.ts'
import { hasCommit } from '../ground.ts'

type Pull = Pick<TryQuery, 'at' | 'number' | 'head'>

/**
 * Gets a pull request's commits where they are not there yet: those of a branch of the repository are in the mirror.
 * They go into the quarantine beside the mirror, without a ref, so that no fetch of the mirror meets them.
 *
 * @throws {Refused} where the head is another by now, or the remote does not answer
 */
export async function fetchPull(workspace: Workspace, pull: Pull): Promise<void> {
  if (await hasCommit(workspace, pull.head)) return
  const remote = parseRemote(pull.at.url)
  await callRemote([...FETCH, remote.url, `refs/pull/${pull.number}/head`], {
    gitDir: workspace.quarantine.gitDir,
    remote,
    // Loose objects: a quarantine is begun anew when it has many of them, and packs it would keep for ever.
    settings: ['fetch.unpackLimit=10000', 'fetch.writeCommitGraph=false'],
  }).catch((error: unknown) => {
    throw toRemoteRefusal(remote, 'fetched from', error)
  })
  if (!(await hasCommit(workspace, pull.head))) throw new Refused(refuseMovedOn(pull))
}

const FETCH = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-auto-maintenance',
  '--no-recurse-submodules',
  '--no-show-forced-updates',
  '--end-of-options',
]

function refuseMovedOn({ number, head }: Pull) {
  return {
    kind: 'repository',
    what: `${head.slice(0, 10)} is no longer the head of #${number}: someone pushed meanwhile.`,
    next: "You don't need to do anything: Release Captain checks the new head when GitHub reports it.",
  } as const
}

/** A pull request as the candidate that it would be after a merge with a merge commit. */
export async function toCandidate(
  { quarantine: { gitDir } }: Workspace,
  { number, head, title, now }: TryQuery,
  { main, merge }: { readonly main: string; readonly merge: string },
): Promise<Candidate> {
  const own = await readHistory({ gitDir, from: main, to: head })
  // A merge of main into the branch brings what others did.
  const merged = own.filter(({ parents }) => parents.length === 1)
  const author = own.at(-1)?.author ?? { name: '', email: '' }
  const message = `Merge pull request #${number}\n\n${title}\n`
  const paths = await listPathsBetween(gitDir, main, merge)
  const commit: Commit = {
    sha: merge,
    parents: [main, head],
    author,
    authoredAt: now,
    committedAt: now,
    message,
    paths,
  }
  return {
    id: `#${number}`,
    source: { kind: 'pull-request', number, merge: 'merge-commit' },
    title,
    commits: [commit],
    merged,
    picks: [{ sha: merge, mainline: 1 }],
    mergedAt: now,
  }
}

async function listPathsBetween(gitDir: string, from: string, to: string): Promise<string[]> {
  const args = ['diff-tree', '-r', '-z', '--name-only', '--no-renames', from, to]
  return (await runGit(args, { gitDir })).stdout
    .toString()
    .split('\0')
    .filter((path) => path !== '')
}
