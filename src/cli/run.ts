import manifest from '../../package.json' with { type: 'json' }
import { escapeTerminalLines } from '../messages/terminal.ts'
import { Refused } from '../release/refusal.ts'
import { wantsColor, widthFor } from './appearance.ts'
import type { Call, Command, Result, Words } from './command.ts'
import { secondsOfDay } from './command-options.ts'
import { COMMANDS, commandNamed } from './commands.ts'
import type { Engine } from './engine.ts'
import { BROKEN, DONE, type ExitCode, exitCodeOf } from './exit-codes.ts'
import { errorJson } from './json/error.ts'
import { jsonText } from './json/text.ts'
import { parseArgv } from './parse.ts'
import type { Program } from './program.ts'
import { brokenRefusal, refusalLines } from './render/errors.ts'
import { commandHelp, programHelp } from './render/help.ts'
import { draw, type Line } from './render/line.ts'
import { type ProgressLine, progressLine } from './render/progress.ts'
import type { View } from './render/screen.ts'
import { carriedOver, typed } from './typed.ts'

/** The world of one call of the command line. */
export interface CliWorld {
  /** The words after the program's name. */
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: Sink
  readonly stderr: Sink
  /** Whether somebody looks at what is written there. */
  readonly isTTY: { readonly stdout: boolean; readonly stderr: boolean }
  /** Columns of the terminal; null where there is none. */
  readonly columns: number | null
  /** Opened only by commands that need it, so that help and completion are quick. */
  readonly engine: () => Promise<Engine>
  /** Opened only by the commands that run until they are stopped. */
  readonly program: () => Promise<Program>
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export interface Sink {
  write(text: string): unknown
}

interface Stage {
  readonly world: CliWorld
  readonly color: { readonly stdout: boolean; readonly stderr: boolean }
  readonly width: number
  readonly json: boolean
  readonly progress: ProgressLine
}

/**
 * Runs one call of the command line from its words to its exit code (docs/cli.md). Never throws: a no is told with
 * what to do next, and what broke is told as such.
 */
export async function runCli(world: CliWorld): Promise<ExitCode> {
  const stage = stageOf(world)
  try {
    return await perform(stage)
  } catch (error) {
    stage.progress.clear()
    return tellError(stage, error)
  }
}

function stageOf(world: CliWorld): Stage {
  const { argv, env, isTTY, stderr, columns, now } = world
  const width = widthFor(columns, env)
  const quiet = argv.includes('--quiet')
  const terminal = { write: (text: string) => stderr.write(text), width, clock: now }
  return {
    world,
    color: {
      stdout: wantsColor({ argv, env, isTTY: isTTY.stdout }),
      stderr: wantsColor({ argv, env, isTTY: isTTY.stderr }),
    },
    width,
    json: argv.includes('--json'),
    progress: progressLine(isTTY.stderr && !quiet ? terminal : null),
  }
}

async function perform(stage: Stage): Promise<ExitCode> {
  const parsed = parseArgv(COMMANDS, stage.world.argv)
  switch (parsed.kind) {
    case 'version':
      stage.world.stdout.write(`${manifest.version}\n`)
      return DONE
    case 'help':
      show(stage, helpOf(parsed.command, stage.width))
      return DONE
    case 'nothing':
      stage.world.stderr.write(draw(programHelp(COMMANDS, stage.width), { color: stage.color.stderr }))
      return exitCodeOf('usage')
    case 'run': {
      const result = await runCommand(stage, parsed.command, parsed.words)
      tellResult(stage, result, parsed.words)
      return result.exitCode
    }
  }
}

function helpOf(command: Command | null, width: number): Line[] {
  return command ? commandHelp(command, width) : programHelp(COMMANDS, width)
}

async function runCommand(stage: Stage, command: Command, words: Words): Promise<Result> {
  const result = await command.run(callOf(stage, words), words)
  stage.progress.clear()
  return result
}

function callOf(stage: Stage, words: Words): Call {
  return {
    engine: stage.world.engine,
    program: stage.world.program,
    now: nowOf(stage, words),
    onProgress: stage.progress.report,
    show: (lines) => {
      stage.progress.clear()
      if (!stage.json) show(stage, lines(viewOf(stage, words)))
    },
    typed: (name, others) => typed(known(name), others),
    runOther: async (name, others) => {
      const result = await runCommand(stage, known(name), others)
      if (!stage.json) tellResult(stage, result, others)
    },
  }
}

function viewOf(stage: Stage, words: Words): View {
  return {
    width: stage.width,
    now: nowOf(stage, words),
    quiet: words.options['quiet'] === true,
    again: (name, args = [], options = {}) => {
      const target = known(name)
      return typed(target, carriedOver(target, words, { args, options }))
    },
  }
}

function nowOf({ world }: Stage, { options: { date } }: Words): number {
  return typeof date === 'string' ? secondsOfDay(date) : Math.floor(world.now() / 1000)
}

function known(name: string): Command {
  const command = commandNamed(name)
  if (!command) throw new Error(`there is no command ${name}`)
  return command
}

function tellResult(stage: Stage, result: Result, words: Words): void {
  const { stdout } = stage.world
  if (stage.json) {
    stdout.write(jsonText(result.document()))
    return
  }
  switch (result.output.kind) {
    case 'screen':
      show(stage, result.output.lines(viewOf(stage, words)))
      return
    case 'text':
      stdout.write(textFor(stage, result.output.text))
  }
}

/** A file or a program gets a text as it is; a terminal must not obey it. U+2060 shows nothing and belongs to notes. */
function textFor({ world: { isTTY } }: Stage, text: string): string {
  if (!isTTY.stdout) return text
  return text.split('\u2060').map(escapeTerminalLines).join('\u2060')
}

function show({ world, color }: Stage, lines: readonly Line[]): void {
  world.stdout.write(draw(lines, { color: color.stdout }))
}

function tellError(stage: Stage, error: unknown): ExitCode {
  const refused = error instanceof Refused ? error.refusal : null
  const told = refused ?? { kind: 'broken' as const, ...brokenRefusal(error) }
  if (stage.json) stage.world.stdout.write(jsonText(errorJson(told)))
  else stage.world.stderr.write(draw(refusalLines(told, stage.width), { color: stage.color.stderr }))
  if (stage.world.argv.includes('--debug')) stage.world.stderr.write(stackOf(error))
  return refused ? exitCodeOf(refused.kind) : BROKEN
}

function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `${escapeTerminalLines(stack)}\n`
}
