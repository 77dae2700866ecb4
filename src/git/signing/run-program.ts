import { spawn } from 'node:child_process'
import { endWithUs } from '../../processes/end-with-us.ts'

/** What a signing program may see of our environment: where its keys and agents are, and nothing that shows a window. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'GNUPGHOME', 'SSH_AUTH_SOCK', 'XDG_RUNTIME_DIR', 'SYSTEMROOT']

/** A key on a token may wait for a touch; nobody waits for ever. In milliseconds. */
const TIMEOUT = 120_000

export interface ProgramAnswer {
  /** Null where the program was ended from outside, or by our patience. */
  readonly code: number | null
  readonly stdout: Buffer
  readonly stderr: string
}

interface ProgramCall {
  readonly program: string
  readonly args: readonly string[]
  readonly input: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
}

/**
 * Runs a signing program without a terminal, so that it cannot ask anybody for a passphrase.
 * Answers null when there is no such program.
 */
export function runProgram({ program, args, input, env }: ProgramCall): Promise<ProgramAnswer | null> {
  return new Promise((resolve, reject) => {
    // Its own session: the program then has no terminal that it could open behind our back.
    const child = endWithUs(
      spawn(program, [...args], { env: createEnvironment(env), detached: true, timeout: TIMEOUT }),
    )
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'EACCES') resolve(null)
      else reject(error)
    })
    child.once('close', (code) =>
      resolve({ code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() }),
    )
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

function createEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const passed = PASSED_ON.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(passed), LC_ALL: 'C', SSH_ASKPASS_REQUIRE: 'never', ...extra }
}
