import type { z } from 'zod'
import type { ExitCode } from '../../../src/cli/exit-codes.ts'
import { errorDocument } from '../../../src/cli/json/error.ts'
import { runCli } from '../../../src/cli/run.ts'
import { createLocalEngine } from '../../../src/planner/local-engine.ts'
import { noProgram } from '../../cli/world.ts'
import { differences, fingerprint } from './fingerprint.ts'

/** What a person sees of one call. */
export interface Seen {
  readonly exitCode: ExitCode
  /** Standard output. */
  readonly screen: string
  /** Standard error. */
  readonly said: string
}

export interface Surroundings {
  readonly cacheDir: string
  /** ISO, in UTC. */
  readonly now: string
}

/** Runs the real command line on the real engine, in this process, as somebody without a terminal would. */
export async function call(words: readonly string[], { cacheDir, now }: Surroundings): Promise<Seen> {
  const out = { screen: '', said: '' }
  const exitCode = await runCli({
    argv: words,
    env: {},
    stdout: { write: (text) => (out.screen += text) },
    stderr: { write: (text) => (out.said += text) },
    isTTY: { stdout: false, stderr: false },
    columns: 100,
    engine: async () => createLocalEngine({ cacheDir }),
    program: noProgram,
    now: () => Date.parse(now),
  })
  return { exitCode, ...out }
}

/** The document that a call prints with `--json`, held against its schema; a refusal fails the test. */
export async function documentOf<Schema extends z.ZodType>(
  schema: Schema,
  words: readonly string[],
  surroundings: Surroundings,
): Promise<z.output<Schema>> {
  const { exitCode, screen, said } = await call([...words, '--json'], surroundings)
  if (exitCode !== 0 || said !== '')
    throw new Error(`${words.join(' ')} ended with ${exitCode}: ${screen}${said}`)
  return schema.parse(JSON.parse(screen))
}

/**
 * A refused call as a person reads it: exit code, what, what next. It fails the test when anything in the folder, but
 * for the cache, is not as it was.
 */
export async function refusalOf(
  words: readonly string[],
  folder: string,
  surroundings: Surroundings,
): Promise<string> {
  const before = fingerprint(folder)
  const { exitCode, screen } = await call([...words, '--json'], surroundings)
  const changed = differences(before, fingerprint(folder)).filter((path) => !path.startsWith('./cache'))
  if (changed.length > 0) throw new Error(`a refused call changed ${changed.join(', ')}`)
  if (exitCode === 0) throw new Error(`${words.join(' ')} was not refused`)
  const { kind, what, next } = errorDocument.parse(JSON.parse(screen))
  return `${exitCode} ${kind}\n${what}\nNext: ${next}`
}
