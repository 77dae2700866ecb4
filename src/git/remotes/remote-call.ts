import { GitError, spawnGit } from '../run-git.ts'
import type { GitRemote } from './remote-url.ts'

export interface RemoteCall {
  /**
   * A git directory of our own. git reads the configuration of the one that it works in, and a clone's could name
   * programs to run; with none at all it would take the one of the current folder.
   */
  readonly gitDir: string
  readonly remote: GitRemote
  /** Exit codes that are answers, besides 0. */
  readonly answers?: readonly number[]
  /** More settings, `key=value`. */
  readonly settings?: readonly string[]
  /** What git says meanwhile, for a progress line. */
  readonly onStderr?: (text: string) => void
  readonly signal?: AbortSignal
}

export interface RemoteAnswer {
  readonly code: number
  readonly stdout: string
  /** What the other side said, with the credentials taken out. */
  readonly stderr: string
}

/** A server that falls silent is given up after a minute. */
const TIMEOUT = ['http.lowSpeedLimit=1', 'http.lowSpeedTime=60']

/**
 * Objects that come from outside are checked: none may carry `.git` in a path, a link in the place of `.gitmodules`, or be
 * malformed. What old tools wrote into dates and addresses harms nobody, and many a history has some of it.
 */
const CHECKED = [
  'transfer.fsckObjects=true',
  'fetch.fsckObjects=true',
  'receive.fsckObjects=true',
  ...[
    'badDate',
    'badDateOverflow',
    'badEmail',
    'badName',
    'badTimezone',
    'missingEmail',
    'missingNameBeforeEmail',
    'missingSpaceBeforeDate',
    'missingSpaceBeforeEmail',
    'missingTaggerEntry',
    'multipleAuthors',
    'zeroPaddedDate',
    'zeroPaddedFilemode',
  ].map((fault) => `fetch.fsck.${fault}=ignore`),
]

/**
 * Runs one git command that talks to a remote, with the person's own keys and helpers and nobody else's settings.
 *
 * @throws {GitError} when git ends with anything but 0 or one of `answers`
 */
export async function callRemote(args: readonly string[], call: RemoteCall): Promise<RemoteAnswer> {
  const { gitDir, remote, signal } = call
  const child = spawnGit(args, {
    gitDir,
    network: true,
    env: remote.env,
    settings: [...TIMEOUT, ...CHECKED, ...(call.settings ?? [])],
    ...(signal ? { signal } : {}),
  })
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []]
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => {
    stderr.push(chunk)
    call.onStderr?.(chunk.toString())
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end()
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const said = remote.scrub(Buffer.concat(stderr).toString())
  if (code === null || (code !== 0 && !call.answers?.includes(code))) {
    throw new GitError([args[0] ?? ''], code, said)
  }
  return { code, stdout: Buffer.concat(stdout).toString(), stderr: said }
}

/** What refs a remote has: by whole name, of those that were asked for. */
export async function readRemoteRefs(
  refs: readonly string[],
  call: RemoteCall,
): Promise<Map<string, string>> {
  const args = ['ls-remote', '--refs', '--end-of-options', call.remote.url, ...refs]
  const { stdout } = await callRemote(args, call)
  const found = stdout
    .split('\n')
    .map((line) => line.split('\t'))
    .flatMap(([sha = '', ref = '']) => (refs.includes(ref) ? [[ref, sha] as const] : []))
  return new Map(found)
}
