import { readHistory } from '../../../git/candidates/history.ts'
import { type IncomingObjects, openIncoming } from '../../../git/objects/incoming-objects.ts'
import { renderQuarantineConfig } from '../../../git/objects/quarantine.ts'
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

/** The bytes that one pull request may bring, compressed as git sends them: anyone who may fork sends what they like. */
export const MOST_BYTES = 64 * 1024 * 1024
/** How often it is looked how much has come, in milliseconds. */
const LOOK_MS = 100

/**
 * Gets a pull request's commits where they are not there yet: those of a branch of the repository are in the mirror.
 * They go into the quarantine beside the mirror, without a ref, so that no fetch of the mirror meets them.
 *
 * @throws {Refused} where the head is another by now, it brings too much, or the remote does not answer
 */
export async function fetchPull(workspace: Workspace, pull: Pull, most: number = MOST_BYTES): Promise<void> {
  if (await hasCommit(workspace, pull.head)) return
  const incoming = await openIncoming(workspace.quarantine, renderQuarantineConfig(workspace.repository))
  try {
    await fetchInto(incoming, pull, most)
    await incoming.keep()
  } finally {
    await incoming.drop()
  }
  if (!(await hasCommit(workspace, pull.head))) throw new Refused(refuseMovedOn(pull))
}

/** git has no limit of its own on what it fetches, so it is ended when too much has come. */
async function fetchInto(incoming: IncomingObjects, pull: Pull, most: number): Promise<void> {
  const remote = parseRemote(pull.at.url)
  const ending = new AbortController()
  const watch = async () => {
    if ((await incoming.measure()) > most) ending.abort()
  }
  const timer = setInterval(() => void watch(), LOOK_MS)
  try {
    await callRemote([...FETCH, remote.url, `refs/pull/${pull.number}/head`], {
      gitDir: incoming.gitDir,
      remote,
      // A pack of its own, which can be measured while it comes.
      settings: ['fetch.unpackLimit=1', 'fetch.writeCommitGraph=false'],
      signal: ending.signal,
    })
    await watch()
  } catch (error) {
    if (!ending.signal.aborted) throw toRemoteRefusal(remote, 'fetched from', error)
  } finally {
    clearInterval(timer)
  }
  if (ending.signal.aborted) throw new Refused(refuseTooLarge(pull, most))
}

function refuseTooLarge({ number }: Pull, most: number) {
  return {
    kind: 'repository',
    what: `#${number} brings more than ${Math.round(most / 1024 ** 2)} MiB, so it isn't tried before it is merged.`,
    next: 'Take large files out of it, or merge it: changes on the main branch are read whatever their size.',
  } as const
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
