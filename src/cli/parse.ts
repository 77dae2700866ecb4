import { CommanderError, Command as Grammar, Option } from 'commander'
import { Refused } from '../release/refusal.ts'
import type { CliCommand, CommandWords, OptionSpec } from './command.ts'
import { GLOBAL_OPTIONS } from './command-options.ts'

/** What a person typed: a command to run, or a text that they asked for. */
type Parsed =
  | { readonly kind: 'run'; readonly command: CliCommand; readonly words: CommandWords }
  /** `command` is null for the help of the program. */
  | { readonly kind: 'help'; readonly command: CliCommand | null }
  | { readonly kind: 'version' }
  | { readonly kind: 'nothing' }

/**
 * Reads the words after the program's name.
 *
 * @throws {Refused} with kind `usage`, naming the nearest known word where there is one
 */
export function parseArgv(commands: readonly CliCommand[], argv: readonly string[]): Parsed {
  let parsed: Parsed = { kind: 'nothing' }
  const settle = (value: Parsed): void => {
    parsed = value
  }
  const program = createGrammar(commands, settle)
  try {
    program.parse([...argv], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.version') return { kind: 'version' }
    if (error.code !== 'commander.help' && error.code !== 'commander.helpDisplayed')
      throw toRefusal(error, argv, commands)
  }
  return parsed
}

function createGrammar(commands: readonly CliCommand[], settle: (parsed: Parsed) => void): Grammar {
  const program = new Grammar('release-captain')
  // What commander would print is drawn by our own help and refusals.
  const silent = { writeOut: () => undefined, writeErr: () => undefined }
  program.exitOverride().configureOutput(silent).version('')
  program.configureHelp({ formatHelp: () => '' })
  program.on('beforeAllHelp', ({ command, error }: { command: Grammar; error: boolean }) => {
    if (error) return
    settle({ kind: 'help', command: commands.find(({ name }) => name === command.name()) ?? null })
  })
  for (const option of GLOBAL_OPTIONS) program.addOption(createOptionGrammar(option))
  for (const command of commands) addCommand(program, command, settle)
  return program
}

function addCommand(program: Grammar, command: CliCommand, settle: (parsed: Parsed) => void): void {
  const grammar = program.command(command.name)
  for (const { name, required } of command.arguments) {
    grammar.argument(required ? `<${name}>` : `[${name}]`)
  }
  for (const option of command.options) grammar.addOption(createOptionGrammar(option))
  grammar.action(() => {
    settle({ kind: 'run', command, words: collectWords(command, grammar, program) })
  })
}

function createOptionGrammar({ name, value, alone, repeatable, choices }: OptionSpec): Option {
  const option = new Option(formatFlags(name, value, alone))
  if (choices) option.choices(choices)
  if (alone !== undefined) option.preset(alone)
  if (repeatable) option.argParser<readonly string[] | undefined>((word, before) => [...(before ?? []), word])
  return option
}

function formatFlags(name: string, value: string | null, alone: string | undefined): string {
  if (value === null) return `--${name}`
  return alone === undefined ? `--${name} <${value}>` : `--${name} [${value}]`
}

function collectWords(command: CliCommand, grammar: Grammar, program: Grammar): CommandWords {
  const own = command.options.map((option) => [option.name, getWord(grammar, option)])
  const global = GLOBAL_OPTIONS.map((option) => [option.name, getWord(program, option)])
  const given = command.arguments.flatMap(({ name }, index) => {
    const word = grammar.args[index]
    return word === undefined ? [] : [[name, word] as const]
  })
  const options = [...global, ...own].filter(([, value]) => value !== undefined)
  return { arguments: Object.fromEntries(given), options: Object.fromEntries(options) }
}

function getWord(grammar: Grammar, option: OptionSpec): unknown {
  return grammar.getOptionValue(createOptionGrammar(option).attributeName())
}

/** commander's message is `error: unknown option '--lin'` and, on a second line, `(Did you mean --line?)`. */
function toRefusal(
  { message, code }: CommanderError,
  argv: readonly string[],
  commands: readonly CliCommand[],
): Refused {
  const [first = '', suggestion] = message.replace(/^error: /, '').split('\n')
  const what = `${first.slice(0, 1).toUpperCase()}${first.slice(1)}${first.endsWith('.') ? '' : '.'}`
  const meant = suggestion?.replace(/^\(|\)$/g, '')
  return new Refused({
    kind: 'usage',
    what,
    next: [meant, suggestHint(code, argv), renderHelpFor(argv, commands)].filter(Boolean).join(' '),
  })
}

/** What most often lies behind a word that is missing. */
function suggestHint(code: string, argv: readonly string[]): string | null {
  if (code !== 'commander.missingArgument' && code !== 'commander.optionMissingArgument') return null
  if (argv.includes('--push')) {
    return 'A word directly after `--push` is read as its remote: write the version before it.'
  }
  return "A shell reads an unquoted # as a comment: write `'#12'`, or `12`."
}

function renderHelpFor(argv: readonly string[], commands: readonly CliCommand[]): string {
  const command = commands.find(({ name }) => argv.includes(name))?.name
  return `\`release-captain ${command === undefined ? '' : `${command} `}--help\` shows what there is, with examples.`
}
