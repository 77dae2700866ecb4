import { Buffer } from 'node:buffer'
import type { Child } from '../../../src/processes/child.ts'
import { spawnProcess } from '../../../src/processes/spawn.ts'

/** Whose name stands in a commit, and since when. */
export interface GitSignature {
  readonly name: string
  readonly email: string
  /** Milliseconds since 1970. */
  readonly at: number
}

interface GitCall {
  readonly input?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  /** Exit codes that are answers, besides 0. */
  readonly answers?: readonly number[]
}

/** git said no. */
class GitFailure extends Error {
  readonly stderr: string

  constructor(args: readonly string[], code: number | null, stderr: string) {
    super(`git ${args[0] ?? ''} ended with ${code ?? 'a signal'}: ${stderr.trim()}`)
    this.name = 'GitFailure'
    this.stderr = stderr
  }
}

/**
 * Starts git in a bare repository of the sandbox, without anyone's configuration. Shares nothing with the engine's git
 * on purpose: the sandbox is what the engine is tested against.
 */
export function spawnSandboxGit(
  gitDir: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Child {
  return spawnProcess({
    program: 'git',
    args: ['-c', 'gc.auto=0', '-c', 'core.quotePath=false', `--git-dir=${gitDir}`, ...args],
    env: {
      PATH: process.env['PATH'],
      LC_ALL: 'C',
      TZ: 'UTC',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      ...env,
    },
  })
}

/** @throws {GitFailure} when git ends with anything but 0 or one of `answers` */
export async function runSandboxGit(
  gitDir: string,
  args: readonly string[],
  { input, env, answers = [] }: GitCall = {},
): Promise<{ readonly code: number; readonly stdout: Buffer }> {
  const child = spawnSandboxGit(gitDir, args, env)
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== null && (code === 0 || answers.includes(code))) return { code, stdout: Buffer.concat(out) }
  throw new GitFailure(args, code, Buffer.concat(err).toString())
}

/** As `runSandboxGit`, for text, without the end of its last line. */
export async function runSandboxGitText(
  gitDir: string,
  args: readonly string[],
  call: GitCall = {},
): Promise<string> {
  const { stdout } = await runSandboxGit(gitDir, args, call)
  return stdout.toString().replace(/\n$/, '')
}

/** The environment in which git writes a commit or a tag with these names. */
export function createSignatureEnv(author: GitSignature, committer: GitSignature): Record<string, string> {
  return {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: `@${Math.floor(author.at / 1000)} +0000`,
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: `@${Math.floor(committer.at / 1000)} +0000`,
  }
}
