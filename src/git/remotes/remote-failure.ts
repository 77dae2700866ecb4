import { type Refusal, Refused } from '../../release/refusal.ts'
import { GitError } from '../run-git.ts'
import type { GitRemote } from './remote-url.ts'

/** Why a remote could not be talked to: `unauthenticated` is HTTP's 401, `forbidden` its 403 (RFC 9110 §15.5). */
type RemoteFailure =
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'redirected'
  | 'unsafe'
  | 'ownership'
  | 'damaged'
  | 'unreachable'
  | 'disk-full'

/** In this order: a text that fits several is meant by the first. */
const SIGNS: readonly (readonly [RemoteFailure, RegExp])[] = [
  ['disk-full', /No space left on device|Disk quota exceeded/],
  ['ownership', /dubious ownership/],
  ['unsafe', /fsck error in packed object|object [0-9a-f]{40,64}: (?:hasDot|gitmodules)|fsck error/],
  ['redirected', /returned error: 30\d|unable to update url base from redirection/],
  ['damaged', /repository corruption on the remote side/],
  [
    'unauthenticated',
    /Authentication failed|could not read (?:Username|Password)|terminal prompts disabled|returned error: 401/,
  ],
  [
    'forbidden',
    /Permission denied \(|returned error: 403|Host key verification failed|Write access to repository not granted|Permission to .+ denied/,
  ],
  ['not-found', /[Rr]epository .*not found|does not appear to be a git repository|not found: did you run/],
  [
    'unreachable',
    /Could not resolve host|Connection (?:refused|reset|timed out|closed)|[Tt]imed out|Network is unreachable|No route to host|unable to (?:access|connect)|Failed to connect|returned error: 5\d\d|the remote end hung up|early EOF|RPC failed/,
  ],
]

/** What git's words on stderr mean; null where they point at something else than the remote. */
export function classifyRemoteFailure(stderr: string): RemoteFailure | null {
  return isSignInFailure(stderr)?.[0] ?? null
}

function isSignInFailure(text: string): readonly [RemoteFailure, RegExp] | undefined {
  return SIGNS.find(([, sign]) => sign.test(text))
}

/**
 * Turns a failed call to a remote into a refusal where a person can do something about it. Everything else becomes an
 * error without credentials: git's own carries the arguments.
 *
 * @param doing what was tried, as `pushed to` or `fetched from`
 */
export function toRemoteRefusal(remote: GitRemote, doing: string, error: unknown): Error {
  if (!(error instanceof GitError)) return error instanceof Error ? error : new Error(String(error))
  const said = remote.scrub(error.stderr).trim()
  const [failure, sign] = isSignInFailure(said) ?? []
  if (!failure) return new Error(`${remote.shown} could not be ${doing}: ${said || 'git said nothing'}`)
  const telling = said.split('\n').find((line) => sign?.test(line)) ?? said
  const attempt = { url: remote.shown, doing, said: findTellingLine(telling) }
  return new Refused(createRemoteRefusal(failure, attempt), new RemoteFault(failure, said))
}

/** What stands behind a refusal that came of a call to a remote, for whoever can do something about it themselves. */
export class RemoteFault extends Error {
  readonly failure: RemoteFailure

  /** @param said git's words, without credentials */
  constructor(failure: RemoteFailure, said: string) {
    super(said)
    this.name = 'RemoteFault'
    this.failure = failure
  }
}

interface Attempt {
  readonly url: string
  readonly doing: string
  readonly said: string
}

function createRemoteRefusal(failure: RemoteFailure, { url, doing, said }: Attempt): Refusal {
  const what = `${url} could not be ${doing}: ${WHY[failure]} (${said}).`
  return { kind: 'repository', what, next: NEXT[failure] }
}

const WHY: Record<RemoteFailure, string> = {
  unauthenticated: "it doesn't accept the credentials",
  forbidden: "it doesn't accept the credentials",
  'not-found': "the repository doesn't exist, or you can't access it",
  redirected: "it redirects to another address, and Release Captain doesn't send your credentials there",
  unsafe: 'it has an object that git calls unsafe',
  ownership: 'it belongs to another user, and git refuses to read it',
  damaged: 'it is damaged or incomplete on its own side',
  unreachable: "it can't be reached now",
  'disk-full': 'the disk is full',
}

const KEY = 'Check your key, token or credential helper: `git ls-remote URL` must work without a prompt.'

const NEXT: Record<RemoteFailure, string> = {
  unauthenticated: KEY,
  forbidden: KEY,
  'not-found': 'Check the address and your permissions: `git ls-remote URL` must answer.',
  redirected: 'Use the address that it redirects to. A renamed or moved repository has a new one.',
  unsafe: 'Run `git fsck` on the server: a path or a link in its history could run code in a clone.',
  ownership: 'If you trust it: `git config --global --add safe.directory PATH`.',
  damaged: 'Run `git fsck` on the server, and use another copy until it is fixed.',
  unreachable: 'Try again when the network and the server work. Nothing was changed.',
  'disk-full': 'Make room and run the same command again. Nothing was lost.',
}

/** The line that says most: the first error, without its label; else the last line. */
export function findTellingLine(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '')
  const error = lines.find((line) => /^(?:fatal|error|remote: (?:fatal|error)):/i.test(line)) ?? lines.at(-1)
  return (error ?? 'git said nothing').replace(/^(?:remote: )?(?:fatal|error): /i, '').trim()
}
