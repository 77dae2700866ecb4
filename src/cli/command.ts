import type { z } from 'zod'
import type { Engine, Progress } from './engine.ts'
import type { ExitCode } from './exit-codes.ts'
import type { Program } from './program.ts'
import type { ScreenLine } from './render/line.ts'
import type { ScreenView } from './render/screen.ts'

/**
 * One command in one record: its grammar, its help, its meaning. The parser, `--help`, the shell completion and the
 * tables of docs/cli.md all derive from it.
 */
export interface CliCommand {
  readonly name: string
  /** One line for lists, without a full stop. */
  readonly summary: string
  /** What it does and what it leaves alone, in whole sentences. */
  readonly about: string
  readonly arguments: readonly ArgumentSpec[]
  /** Besides the options that every command has. */
  readonly options: readonly OptionSpec[]
  readonly examples: readonly Example[]
  /** @throws {Refused} with kind `usage` when the words or options do not fit */
  readonly run: (call: CliCall, words: CommandWords) => Promise<Result>
}

/** Something that completion can offer by itself. */
type Completes = 'file' | 'folder'

export interface ArgumentSpec {
  readonly name: string
  readonly required: boolean
  readonly about: string
  readonly choices?: readonly string[]
  readonly completes?: Completes
}

export interface OptionSpec {
  /** Without its dashes. */
  readonly name: string
  readonly about: string
  /** What stands in for its value in the help, `FILE`; null for a switch. */
  readonly value: string | null
  /** What the value is when the option stands alone; only then may the value be left out. */
  readonly alone?: string
  readonly repeatable?: true
  readonly choices?: readonly string[]
  readonly completes?: Completes
}

interface Example {
  readonly command: string
  readonly about: string
}

/** What a person typed after the command's name, not yet judged: options by name, and only those that were given. */
export interface CommandWords {
  readonly arguments: Readonly<Record<string, string>>
  readonly options: Readonly<Record<string, unknown>>
}

/** What a command may use of the world. */
export interface CliCall {
  readonly engine: () => Promise<Engine>
  readonly program: () => Promise<Program>
  /** Seconds since 1970. */
  readonly now: number
  readonly onProgress: (progress: Progress) => void
  /** Shows a part of a long story before its end; nothing with `--json`. */
  readonly show: (lines: (view: ScreenView) => readonly ScreenLine[]) => void
  /** The line that calls a command with these words. */
  readonly typed: (command: string, words: CommandWords) => string
  /** Runs another command as if it had been typed, and shows what it has to say. */
  readonly runOther: (command: string, words: CommandWords) => Promise<void>
}

/** What a command has to say: to people as a screen or a text of its own, to programs as a document. */
export interface Result {
  readonly exitCode: ExitCode
  readonly output: Output
  /** One of the documents of src/cli/json. */
  readonly document: () => { readonly schema: string }
}

type Output =
  | { readonly kind: 'screen'; readonly lines: (view: ScreenView) => readonly ScreenLine[] }
  /** Written as it is, for files and pipes: notes, a completion script. */
  | { readonly kind: 'text'; readonly text: string }

/** A command whose words are read through a schema before it runs. */
export interface CommandDefinition<Input> extends Omit<CliCommand, 'run'> {
  readonly input: z.ZodType<Input>
  readonly run: (call: CliCall, input: Input, words: CommandWords) => Promise<Result>
}
