import { CommanderError, Command as Grammar, Option } from 'commander'
import { Refused } from '../release/refusal.ts'
import type { Command, OptionSpec, Words } from './command.ts'
import { GLOBAL_OPTIONS } from './command-options.ts'

/** What a person typed: a command to run, or a text that they asked for. */
export type Parsed =
  | { readonly kind: 'run'; readonly command: Command; readonly words: Words }
  /** `command` is null for the help of the program. */
  | { readonly kind: 'help'; readonly command: Command | null }
  | { readonly kind: 'version' }
  | { readonly kind: 'nothing' }

/**
 * Reads the words after the program's name.
 *
 * @throws {Refused} with kind `usage`, naming the nearest known word where there is one
 */
export function parseArgv(commands: readonly Command[], argv: readonly string[]): Parsed {
  let parsed: Parsed = { kind: 'nothing' }
  const settle = (value: Parsed): void => {
    parsed = value
  }
  const program = grammarOf(commands, settle)
  try {
    program.parse([...argv], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.version') return { kind: 'version' }
    if (error.code !== 'commander.help' && error.code !== 'commander.helpDisplayed')
      throw refusalOf(error, argv, commands)
  }
  return parsed
}

function grammarOf(commands: readonly Command[], settle: (parsed: Parsed) => void): Grammar {
  const program = new Grammar('release-captain')
  // What commander would print is drawn by our own help and refusals.
  const silent = { writeOut: () => undefined, writeErr: () => undefined }
  program.exitOverride().configureOutput(silent).version('')
  program.configureHelp({ formatHelp: () => '' })
  program.on('beforeAllHelp', ({ command, error }: { command: Grammar; error: boolean }) => {
    if (error) return
    settle({ kind: 'help', command: commands.find(({ name }) => name === command.name()) ?? null })
  })
  for (const option of GLOBAL_OPTIONS) program.addOption(grammarOfOption(option))
  for (const command of commands) addCommand(program, command, settle)
  return program
}

function addCommand(program: Grammar, command: Command, settle: (parsed: Parsed) => void): void {
  const grammar = program.command(command.name)
  for (const { name, required } of command.arguments) {
    grammar.argument(required ? `<${name}>` : `[${name}]`)
  }
  for (const option of command.options) grammar.addOption(grammarOfOption(option))
  grammar.action(() => {
    settle({ kind: 'run', command, words: wordsOf(command, grammar, program) })
  })
}

function grammarOfOption({ name, value, alone, repeatable, choices }: OptionSpec): Option {
  const option = new Option(flagsOf(name, value, alone))
  if (choices) option.choices(choices)
  if (alone !== undefined) option.preset(alone)
  if (repeatable) option.argParser<readonly string[] | undefined>((word, before) => [...(before ?? []), word])
  return option
}

function flagsOf(name: string, value: string | null, alone: string | undefined): string {
  if (value === null) return `--${name}`
  return alone === undefined ? `--${name} <${value}>` : `--${name} [${value}]`
}

function wordsOf(command: Command, grammar: Grammar, program: Grammar): Words {
  const own = command.options.map((option) => [option.name, wordOf(grammar, option)])
  const global = GLOBAL_OPTIONS.map((option) => [option.name, wordOf(program, option)])
  const given = command.arguments.flatMap(({ name }, index) => {
    const word = grammar.args[index]
    return word === undefined ? [] : [[name, word] as const]
  })
  const options = [...global, ...own].filter(([, value]) => value !== undefined)
  return { arguments: Object.fromEntries(given), options: Object.fromEntries(options) }
}

function wordOf(grammar: Grammar, option: OptionSpec): unknown {
  return grammar.getOptionValue(grammarOfOption(option).attributeName())
}

/** commander's message is `error: unknown option '--lin'` and, on a second line, `(Did you mean --line?)`. */
function refusalOf(
  { message, code }: CommanderError,
  argv: readonly string[],
  commands: readonly Command[],
): Refused {
  const [first = '', suggestion] = message.replace(/^error: /, '').split('\n')
  const what = `${first.slice(0, 1).toUpperCase()}${first.slice(1)}${first.endsWith('.') ? '' : '.'}`
  const meant = suggestion?.replace(/^\(|\)$/g, '')
  return new Refused({
    kind: 'usage',
    what,
    next: [meant, hintOf(code, argv), helpOf(argv, commands)].filter(Boolean).join(' '),
  })
}

/** What most often lies behind a word that is missing. */
function hintOf(code: string, argv: readonly string[]): string | null {
  if (code !== 'commander.missingArgument' && code !== 'commander.optionMissingArgument') return null
  if (argv.includes('--push')) {
    return 'A word right behind `--push` is taken for its remote: write the version before it.'
  }
  return "A shell takes an unquoted # for a comment: write `'#12'`, or `12`."
}

function helpOf(argv: readonly string[], commands: readonly Command[]): string {
  const command = commands.find(({ name }) => argv.includes(name))?.name
  return `\`release-captain ${command === undefined ? '' : `${command} `}--help\` shows what there is, with examples.`
}
