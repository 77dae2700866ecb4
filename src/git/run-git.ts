import type { Child, ProcessCall } from '../processes/child.ts'
import { spawnProcess } from '../processes/spawn.ts'

/**
 * Settings that every git process gets. No hook, filter, file system monitor or pager of a repository ever runs,
 * nothing is collected behind our back, and no remote helper can be named by a URL.
 */
const SETTINGS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.attributesFile=/dev/null',
  'core.quotePath=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'protocol.ext.allow=never',
  // A redirect would carry the password that goes in a header to whatever server it names.
  'http.followRedirects=false',
  'advice.graftFileDeprecated=false',
  // git maps packs into memory by windows; the caps keep its share of memory flat whatever the repository's size.
  'core.packedGitWindowSize=8m',
  'core.packedGitLimit=64m',
  'core.deltaBaseCacheLimit=32m',
]

/** What of our own environment git may see. Everything else (GIT_*, tokens) stays out. */
const PASSED_ON = ['PATH', 'TMPDIR', 'SYSTEMROOT']

/** What a git process that talks to a remote needs besides: the person's own keys, agents and proxies. */
const PASSED_ON_FOR_NETWORK = [
  'HOME',
  'XDG_CONFIG_HOME',
  'SSH_AUTH_SOCK',
  'GIT_SSH_COMMAND',
  'GIT_ASKPASS',
  'SSH_ASKPASS',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_SSL_CAINFO',
]

const FIXED = {
  LC_ALL: 'C',
  TZ: 'UTC',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_LITERAL_PATHSPECS: '1',
}

/**
 * Without the network no way to a remote is open: a git that does not know GIT_NO_LAZY_FETCH (2.39.3 and before, and
 * 2.40 to 2.44 unpatched) would run what a partial clone's configuration names, to fetch an object that is missing.
 */
const NO_PROTOCOL = { GIT_ALLOW_PROTOCOL: '' }
const PROTOCOLS = { GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh' }

export interface GitRunOptions {
  /** The git directory to work in; left out only for commands that need none. */
  readonly gitDir?: string
  readonly input?: string | Uint8Array
  /** More settings, `key=value`. */
  readonly settings?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Talks to a remote: the person's own (global, never the repository's) git configuration applies. */
  readonly network?: boolean
  /** Exit codes that are answers, besides 0. */
  readonly answers?: readonly number[]
  readonly signal?: AbortSignal
  /** MiB that it may take for data; git ends with "Out of memory" above. Held on Linux alone. */
  readonly memory?: number
}

interface GitAnswer {
  readonly code: number
  readonly stdout: Buffer
}

/** git ended with an exit code that is no answer, or could not be started. */
export class GitError extends Error {
  readonly args: readonly string[]
  readonly code: number | null
  readonly stderr: string

  constructor(args: readonly string[], code: number | null, stderr: string) {
    super(`git ${args[0] ?? ''} ended with ${code ?? 'a signal'}: ${stderr.trim() || 'no message'}`)
    this.name = 'GitError'
    this.args = args
    this.code = code
    this.stderr = stderr
  }

  /** Whether git ended for want of memory. */
  get isOutOfMemory(): boolean {
    return /out of memory|cannot allocate memory/i.test(this.stderr)
  }
}

/** The environment of every git process. */
export function createGitEnv(options: Pick<GitRunOptions, 'env' | 'network'> = {}): NodeJS.ProcessEnv {
  const names = options.network ? [...PASSED_ON, ...PASSED_ON_FOR_NETWORK] : PASSED_ON
  const passed = names.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const isolated = options.network
    ? PROTOCOLS
    : { ...NO_PROTOCOL, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  return { ...Object.fromEntries(passed), ...isolated, ...FIXED, ...options.env }
}

/** The arguments before the subcommand. */
export function createGitPrelude(options: Pick<GitRunOptions, 'gitDir' | 'settings'> = {}): string[] {
  const settings = [...SETTINGS, ...(options.settings ?? [])].flatMap((setting) => ['-c', setting])
  return options.gitDir === undefined ? settings : [...settings, `--git-dir=${options.gitDir}`]
}

/** Starts a git process that is talked to while it runs. Whoever starts it also ends it. */
export function spawnGit(args: readonly string[], options: GitRunOptions = {}): Child {
  const call = { program: 'git', args: [...createGitPrelude(options), ...args], env: createGitEnv(options) }
  return spawnProcess(limitMemory(call, options.memory), options.signal)
}

/** A fixed text that a shell runs; the command itself stays an array. RLIMIT_DATA counts what git allocates, and no pack that it maps. */
const WITH_LIMIT = 'ulimit -d "$1" && shift && exec "$0" "$@"'

function limitMemory(call: ProcessCall, mebibytes: number | undefined): ProcessCall {
  if (mebibytes === undefined || process.platform !== 'linux') return call
  const kibibytes = String(mebibytes * 1024)
  return { ...call, program: '/bin/sh', args: ['-c', WITH_LIMIT, call.program, kibibytes, ...call.args] }
}

/**
 * Runs one git command to its end. Arguments are an array, never a shell's text.
 *
 * @throws {GitError} when git ends with anything but 0 or one of `answers`
 */
export async function runGit(args: readonly string[], options: GitRunOptions = {}): Promise<GitAnswer> {
  const child = spawnGit(args, options)
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  // A child that ends before it has read its input is judged by its exit code, not by our broken pipe.
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.input)
  const code = await ended
  if (code === 0 || (code !== null && options.answers?.includes(code))) {
    return { code, stdout: Buffer.concat(stdout) }
  }
  throw new GitError(args, code, Buffer.concat(stderr).toString())
}

/** As `runGit`, for an answer that is text: without the last line's end. */
export async function runGitText(args: readonly string[], options: GitRunOptions = {}): Promise<string> {
  const { stdout } = await runGit(args, options)
  return stdout.toString().replace(/\n$/, '')
}

function collect(stream: NodeJS.ReadableStream): Buffer[] {
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  return chunks
}
