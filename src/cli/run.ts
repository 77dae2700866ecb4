import manifest from '../../package.json' with { type: 'json' }
import { escapeTerminalLines } from '../messages/text/terminal.ts'
import { Refused } from '../release/refusal.ts'
import { determineWidth, wantsColor } from './appearance.ts'
import type { CliCall, CliCommand, CommandWords, Result } from './command.ts'
import { parseDay } from './command-options.ts'
import { CLI_COMMANDS, findCliCommand } from './commands.ts'
import type { Engine } from './engine.ts'
import { BROKEN, DONE, type ExitCode, toExitCode } from './exit-codes.ts'
import { carryOver, formatCommandLine } from './format-command-line.ts'
import { toErrorJson } from './json/error.ts'
import { toJsonText } from './json/parts/text.ts'
import { parseArgv } from './parse.ts'
import type { Program } from './program.ts'
import { createBrokenRefusal, renderRefusalLines } from './render/errors.ts'
import { draw, type ScreenLine } from './render/line.ts'
import { createProgressLine, type ProgressLine } from './render/progress.ts'
import type { ScreenView } from './render/screen.ts'
import { renderCommandHelp, renderProgramHelp } from './screens/help.ts'

/** The world of one call of the command line. */
export interface CliContext {
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

interface Sink {
  write(text: string): unknown
}

interface Stage {
  readonly context: CliContext
  readonly color: { readonly stdout: boolean; readonly stderr: boolean }
  readonly width: number
  readonly json: boolean
  readonly progress: ProgressLine
}

/**
 * Runs one call of the command line from its words to its exit code (docs/cli.md). Never throws: a no is told with
 * what to do next, and what broke is told as such.
 */
export async function runCli(context: CliContext): Promise<ExitCode> {
  const stage = createStage(context)
  try {
    return await perform(stage)
  } catch (error) {
    stage.progress.clear()
    return printError(stage, error)
  }
}

function createStage(context: CliContext): Stage {
  const { argv, env, isTTY, stderr, columns, now } = context
  const width = determineWidth(columns, env)
  const quiet = argv.includes('--quiet')
  const terminal = { write: (text: string) => stderr.write(text), width, clock: now }
  return {
    context,
    color: {
      stdout: wantsColor({ argv, env, isTTY: isTTY.stdout }),
      stderr: wantsColor({ argv, env, isTTY: isTTY.stderr }),
    },
    width,
    json: argv.includes('--json'),
    progress: createProgressLine(isTTY.stderr && !quiet ? terminal : null),
  }
}

async function perform(stage: Stage): Promise<ExitCode> {
  const parsed = parseArgv(CLI_COMMANDS, stage.context.argv)
  switch (parsed.kind) {
    case 'version':
      stage.context.stdout.write(`${manifest.version}\n`)
      return DONE
    case 'help':
      showLines(stage, renderHelp(parsed.command, stage.width))
      return DONE
    case 'nothing':
      stage.context.stderr.write(
        draw(renderProgramHelp(CLI_COMMANDS, stage.width), { color: stage.color.stderr }),
      )
      return toExitCode('usage')
    case 'run': {
      const result = await runCommand(stage, parsed.command, parsed.words)
      printResult(stage, result, parsed.words)
      return result.exitCode
    }
  }
}

function renderHelp(command: CliCommand | null, width: number): ScreenLine[] {
  return command ? renderCommandHelp(command, width) : renderProgramHelp(CLI_COMMANDS, width)
}

async function runCommand(stage: Stage, command: CliCommand, words: CommandWords): Promise<Result> {
  const result = await command.run(createCall(stage, words), words)
  stage.progress.clear()
  return result
}

function createCall(stage: Stage, words: CommandWords): CliCall {
  return {
    engine: stage.context.engine,
    program: stage.context.program,
    now: getNow(stage, words),
    onProgress: stage.progress.report,
    show: (lines) => {
      stage.progress.clear()
      if (!stage.json) showLines(stage, lines(createView(stage, words)))
    },
    typed: (name, others) => formatCommandLine(getKnownCommand(name), others),
    runOther: async (name, others) => {
      const result = await runCommand(stage, getKnownCommand(name), others)
      if (!stage.json) printResult(stage, result, others)
    },
  }
}

function createView(stage: Stage, words: CommandWords): ScreenView {
  return {
    width: stage.width,
    now: getNow(stage, words),
    quiet: words.options['quiet'] === true,
    again: (name, args = [], options = {}) => {
      const target = getKnownCommand(name)
      return formatCommandLine(target, carryOver(target, words, { args, options }))
    },
  }
}

function getNow({ context }: Stage, { options: { date } }: CommandWords): number {
  return typeof date === 'string' ? parseDay(date) : Math.floor(context.now() / 1000)
}

function getKnownCommand(name: string): CliCommand {
  const command = findCliCommand(name)
  if (!command) throw new Error(`there is no command ${name}`)
  return command
}

function printResult(stage: Stage, result: Result, words: CommandWords): void {
  const { stdout } = stage.context
  if (stage.json) {
    stdout.write(toJsonText(result.document()))
    return
  }
  switch (result.output.kind) {
    case 'screen':
      showLines(stage, result.output.lines(createView(stage, words)))
      return
    case 'text':
      stdout.write(formatText(stage, result.output.text))
  }
}

/** A file or a program gets a text as it is; a terminal must not obey it. U+2060 shows nothing and belongs to notes. */
function formatText({ context: { isTTY } }: Stage, text: string): string {
  if (!isTTY.stdout) return text
  return text.split('\u2060').map(escapeTerminalLines).join('\u2060')
}

function showLines({ context, color }: Stage, lines: readonly ScreenLine[]): void {
  context.stdout.write(draw(lines, { color: color.stdout }))
}

function printError(stage: Stage, error: unknown): ExitCode {
  const refused = error instanceof Refused ? error.refusal : null
  const told = refused ?? { kind: 'broken' as const, ...createBrokenRefusal(error) }
  if (stage.json) stage.context.stdout.write(toJsonText(toErrorJson(told)))
  else stage.context.stderr.write(draw(renderRefusalLines(told, stage.width), { color: stage.color.stderr }))
  if (stage.context.argv.includes('--debug')) stage.context.stderr.write(getStack(error))
  return refused ? toExitCode(refused.kind) : BROKEN
}

/**
 * What is said of an error that nothing of the program heard, before the process ends: what broke and what to do, and with
 * `--debug` where.
 */
export function renderUncaughtError(error: unknown, argv: readonly string[]): string {
  const stack = argv.includes('--debug') ? getStack(error) : ''
  return (
    draw(renderRefusalLines(createBrokenRefusal(error), Number.POSITIVE_INFINITY), { color: false }) + stack
  )
}

function getStack(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `${escapeTerminalLines(stack)}\n`
}
