import { type Refusal, Refused } from '../../release/refusal.ts'
import { parseReleaseRef, type RefNames } from '../release-refs.ts'
import { GitError, runGitText } from '../run-git.ts'
import { callRemote, type RemoteAnswer, type RemoteCall, readRemoteRefs } from './remote-call.ts'
import { findTellingLine, toRemoteRefusal } from './remote-failure.ts'
import { type GitRemote, parseRemote } from './remote-url.ts'

export interface RefUpdate {
  /** The whole name: `refs/heads/release/v2.0.1`, `refs/tags/v2.0.1`. */
  readonly ref: string
  /** The commit, or for an annotated tag the tag object. */
  readonly commit: string
  /** Where the ref must stand on the remote now; null where it must not exist. A tag never moves: always null. */
  readonly expected: string | null
}

interface PushRequest {
  /** A git directory of our own that has (or borrows) the objects, never the clone: its configuration counts. */
  readonly gitDir: string
  readonly url: string
  readonly updates: readonly RefUpdate[]
  /** The policy's names: no other ref can be pushed. */
  readonly names: RefNames
  readonly signal?: AbortSignal
}

interface RefPushResult {
  readonly ref: string
  readonly sha: string
  /** `up-to-date`: the remote had exactly this already. */
  readonly outcome: 'pushed' | 'up-to-date'
}

/**
 * Puts the refs of a release onto a remote: all or none, and only where each still stands where it was expected.
 * Running it again changes nothing (R8, R9): what is there already is answered as up to date.
 *
 * @throws {Refused} when somebody moved a ref, the server says no, or there is no way to it; nothing was pushed then
 */
export async function push({ gitDir, url, updates, names, signal }: PushRequest): Promise<RefPushResult[]> {
  for (const update of updates) checkUpdate(update, names)
  const remote = parseRemote(url)
  const call = { gitDir, remote, ...(signal ? { signal } : {}) }
  try {
    const answer = await callRemote(createPushArguments(remote, updates), { ...call, answers: [1] })
    const results = parsePorcelain(answer.stdout)
    if (answer.code === 0) return updates.map((update) => toPushedRef(update, results))
    // Another process that pushes the same may have been quicker.
    const isRejected = [...results.values()].some(({ flag }) => flag === '!')
    if (isRejected && (await isThere(updates, call)))
      return updates.map((update) => createPushedRef(update, 'up-to-date'))
    throw new Refused(await explainRejection({ updates, results, answer, call }))
  } catch (error) {
    // The line may have broken after the server had done it all.
    if (error instanceof GitError && (await isThere(updates, call))) {
      return updates.map((update) => createPushedRef(update, 'pushed'))
    }
    throw toRemoteRefusal(remote, 'pushed to', error)
  }
}

function checkUpdate({ ref, commit, expected }: RefUpdate, names: RefNames): void {
  const kind = parseReleaseRef(ref, names)
  const isSha = (sha: string) => /^(?!0+$)[0-9a-f]{40,64}$/.test(sha)
  const isSound = isSha(commit) && (expected === null || isSha(expected))
  if (kind === null || !isSound || (kind === 'tag' && expected !== null)) {
    throw new Error(`not to be pushed: ${JSON.stringify({ ref, commit, expected })}`)
  }
}

function createPushArguments(remote: GitRemote, updates: readonly RefUpdate[]): string[] {
  return [
    'push',
    '--porcelain',
    '--no-progress',
    '--atomic',
    '--no-verify',
    '--no-signed',
    '--no-follow-tags',
    '--recurse-submodules=no',
    ...updates.map(({ ref, expected }) => `--force-with-lease=${ref}:${expected ?? ''}`),
    '--end-of-options',
    remote.url,
    ...updates.map(({ ref, commit }) => `${commit}:${ref}`),
  ]
}

interface Result {
  readonly flag: string
  /** `[remote rejected] (pre-receive hook declined)` */
  readonly summary: string
}

/** `git push --porcelain`: flag, tab, `from:to`, tab, summary. */
function parsePorcelain(stdout: string): Map<string, Result> {
  const lines = stdout.split('\n').flatMap((line) => {
    const [flag, refs, summary] = line.split('\t')
    const to = refs?.split(':')[1]
    return flag !== undefined && to !== undefined && summary !== undefined
      ? [[to, { flag, summary }] as const]
      : []
  })
  return new Map(lines)
}

function toPushedRef({ ref, commit }: RefUpdate, results: ReadonlyMap<string, Result>): RefPushResult {
  return { ref, sha: commit, outcome: results.get(ref)?.flag === '=' ? 'up-to-date' : 'pushed' }
}

function createPushedRef({ ref, commit }: RefUpdate, outcome: RefPushResult['outcome']): RefPushResult {
  return { ref, sha: commit, outcome }
}

async function isThere(updates: readonly RefUpdate[], call: RemoteCall): Promise<boolean> {
  const names = updates.map(({ ref }) => ref)
  const refs = await readRemoteRefs(names, call).catch(() => new Map<string, string>())
  return updates.every(({ ref, commit }) => refs.get(ref) === commit)
}

interface Rejected {
  readonly updates: readonly RefUpdate[]
  readonly results: ReadonlyMap<string, Result>
  readonly answer: RemoteAnswer
  readonly call: RemoteCall
}

/** What stands behind a refusal where a ref isn't at the commit that it was expected at. */
export class RefMoved extends Error {
  constructor(ref: string) {
    super(`${ref} moved`)
    this.name = 'RefMoved'
  }
}

/** The lease was lost, on our side or in the server's own transaction a moment later. */
const STALE =
  /stale info|fetch first|non-fast-forward|already exists|incorrect old value|cannot lock ref|failed to (?:update|lock)/

async function explainRejection({ updates, results, answer, call }: Rejected): Promise<Refusal> {
  const rejected = updates.flatMap((update) => {
    const result = results.get(update.ref)
    return result?.flag === '!' ? [{ update, summary: result.summary }] : []
  })
  const moved = rejected.find((one) => STALE.test(readSaid(one, answer)))
  if (moved) throw new Refused(await refuseMoved(moved.update, call), new RefMoved(moved.update.ref))
  const declined = rejected.find(({ summary }) => summary.startsWith('[remote rejected]'))
  if (!declined) throw new GitError(['push'], answer.code, answer.stderr)
  return refuseDeclined(declined, { answer, url: call.remote.shown })
}

/** Where a server's whole transaction fails, it says which ref it failed for beside its answer, and not in it. */
function readSaid(
  { update, summary }: { update: RefUpdate; summary: string },
  { stderr }: RemoteAnswer,
): string {
  if (!summary.includes('atomic transaction failed')) return summary
  return stderr.split('\n').find((line) => line.includes(`'${update.ref}'`)) ?? summary
}

async function refuseMoved({ ref, expected }: RefUpdate, call: RemoteCall): Promise<Refusal> {
  const refs = await readRemoteRefs([ref], call).catch(() => new Map<string, string>())
  const now = refs.get(ref)
  const there = now === undefined ? 'no longer exists there' : `is at ${await describe(now, call)}`
  const wanted = expected === null ? "it wasn't expected to exist" : `${expected.slice(0, 10)} was expected`
  const what = `Nothing was pushed: \`${ref}\` on ${call.remote.shown} ${there}, where ${wanted}. Someone else changed it.`
  if (ref.startsWith('refs/tags/')) {
    const next = `A published tag never moves. Check it with \`git fetch ${call.remote.shown} ${ref}\`. If it isn't the release that you meant, release the next version.`
    return { kind: 'repository', what, next }
  }
  const next = `Check it with \`git fetch ${call.remote.shown} ${ref}\` and \`git log FETCH_HEAD\`. If you don't need the branch, delete it there and build again.`
  return { kind: 'repository', what, next }
}

/** Who made a commit can be said only where its object is here; nothing is fetched for a message. */
async function describe(sha: string, { gitDir }: RemoteCall): Promise<string> {
  const format = '--format=%an, %cs, “%s”'
  const who = await runGitText(['log', '-1', '--no-walk', format, '--end-of-options', sha], { gitDir }).catch(
    () => null,
  )
  return who === null ? sha.slice(0, 10) : `${sha.slice(0, 10)} (${who})`
}

function refuseDeclined(
  { update, summary }: { update: RefUpdate; summary: string },
  { answer, url }: { answer: RemoteAnswer; url: string },
): Refusal {
  const words = answer.stderr
    .split('\n')
    .filter((line) => line.startsWith('remote:'))
    .map((line) => line.slice('remote:'.length).trim())
    .filter((line) => line !== '')
  const reason = /\((.*)\)$/.exec(summary)?.[1] ?? findTellingLine(answer.stderr)
  const said = words.length > 0 ? ` The server says:\n${words.join('\n')}` : ''
  return {
    kind: 'repository',
    what: `Nothing was pushed: ${url} declined \`${update.ref}\` (${reason}).${said}`,
    next: "Ask an administrator to change the server's rule or hook, or push with an account that it allows. You can safely run the same command again.",
  }
}
