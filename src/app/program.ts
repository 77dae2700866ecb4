import type { Program, Running, StartWanted } from '../cli/program.ts'
import { Refused } from '../release/refusal.ts'
import type { Environment } from '../settings/environment.ts'
import { settingsRefusal } from '../settings/mistake.ts'
import { readSettings, type Settings } from '../settings.ts'
import { startApp } from './app.ts'
import { startSandbox } from './sandbox.ts'

/** The world of a program that runs until it is stopped. */
export interface ProgramWorld {
  readonly env: Environment
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  /** Resolves when somebody asks for the end. */
  readonly ending: Promise<void>
}

/** How long work that is under way may take when the program is to end; a container gets 30 seconds as a rule. */
const DRAIN_MS = 20_000

/** The program that the command line starts. */
export function programOf(world: ProgramWorld): Program {
  return {
    start: (wanted) => start(world, wanted),
    setup: () => {
      throw new Error('not yet')
    },
  }
}

async function start(world: ProgramWorld, wanted: StartWanted): Promise<Running> {
  const settings = settingsOf(world, wanted)
  return settings.kind === 'app' ? runApp(world, settings) : runSandbox(world, settings)
}

function settingsOf({ env }: ProgramWorld, { port, sandbox }: StartWanted): Settings {
  const read = readSettings(env)
  if (read.kind === 'wrong') throw new Refused(settingsRefusal(read.mistakes))

  const settings = { ...read.settings, ...(port === null ? {} : { port }) }
  return sandbox ? { ...settings, kind: 'sandbox', place: null } : settings
}

async function runApp(world: ProgramWorld, settings: Extract<Settings, { kind: 'app' }>): Promise<Running> {
  const app = await startApp({
    ...settings,
    now: () => Math.floor(world.now() / 1000),
    logs: world.stdout,
  })
  const ended = world.ending.then(() => app.stop(DRAIN_MS))
  return { kind: 'app', url: app.url, promise: app.promise, ended }
}

/** Somebody plays: what the log says is for them only where something is wrong. */
async function runSandbox(
  world: ProgramWorld,
  settings: Extract<Settings, { kind: 'sandbox' }>,
): Promise<Running> {
  const sandbox = await startSandbox({
    ...settings,
    logLevel: settings.logLevel === 'info' ? 'warn' : settings.logLevel,
    now: world.now(),
    logs: world.stderr,
  })
  const ended = world.ending.then(() => sandbox.stop())
  return { kind: 'sandbox', url: sandbox.url, promise: sandbox.app.promise, ended }
}
