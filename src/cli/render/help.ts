import type { ArgumentSpec, Command, OptionSpec } from '../command.ts'
import { GLOBAL_OPTIONS } from '../command-options.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { indent, type Line, line, span } from './line.ts'
import { paragraph, section, stack } from './screen.ts'
import { table } from './table.ts'

const COLUMNS = [{ title: '' }, { title: '', flexibleLines: 4 }]
const HELP_OPTION: OptionSpec = {
  name: 'help',
  value: null,
  about: 'show help, of a command where one is named',
}
const VERSION_OPTION: OptionSpec = {
  name: 'version',
  value: null,
  about: 'show the version of release-captain',
}

/** `release-captain --help`: what there is, and where to begin. */
export function programHelp(commands: readonly Command[], width: number): Line[] {
  return stack([
    [[span('release-captain', 'title'), span(' COMMAND [options]')]],
    paragraph(
      'Plans and builds patch releases from any real clone: which changes belong in the next one, why, and what ' +
        'happens when they are picked.',
      width,
    ),
    section(
      'Commands',
      pairs(
        commands.map(({ name, summary }) => [name, summary]),
        width,
      ),
    ),
    section('Options of every command', optionLines([...GLOBAL_OPTIONS, HELP_OPTION, VERSION_OPTION], width)),
    section(
      'Exit codes',
      pairs(
        EXIT_CODES.map(({ code, meaning }) => [`${code}`, meaning]),
        width,
      ),
    ),
    section('Begin with', [
      line('release-captain doctor', 'accent'),
      line('release-captain plan', 'accent'),
      line('release-captain plan --help', 'accent'),
    ]),
  ])
}

/** `release-captain plan --help`: usage, meaning, grammar, examples. */
export function commandHelp(command: Command, width: number): Line[] {
  const { about, arguments: words, options, examples } = command
  return stack([
    [[span(usageOf(command), 'title')]],
    paragraph(about, width),
    words.length === 0 ? [] : section('Arguments', pairs(words.map(argumentPair), width)),
    options.length === 0 ? [] : section('Options', optionLines(options, width)),
    section('Options of every command', optionLines([...GLOBAL_OPTIONS, HELP_OPTION], width)),
    section(
      'Examples',
      examples.flatMap((example) => [
        ...paragraph(`${example.about}:`, width - 2),
        ...indent(2, [line(example.command, 'accent')]),
      ]),
    ),
  ])
}

/** `release-captain build VERSION [options]`. */
export function usageOf({ name, arguments: words }: Command): string {
  const told = words.map((each) => (each.required ? each.name.toUpperCase() : `[${each.name.toUpperCase()}]`))
  return ['release-captain', name, ...told, '[options]'].join(' ')
}

/** An option as the help and the docs write it, `--push [REMOTE]`. */
export function optionTerm({ name, value, alone }: OptionSpec): string {
  if (value === null) return `--${name}`
  return alone === undefined ? `--${name} ${value}` : `--${name} [${value}]`
}

function argumentPair({ name, about }: ArgumentSpec): [string, string] {
  return [name.toUpperCase(), about]
}

function optionLines(options: readonly OptionSpec[], width: number): Line[] {
  return pairs(
    options.map((option) => [optionTerm(option), option.about]),
    width,
  )
}

function pairs(rows: readonly (readonly [string, string])[], width: number): Line[] {
  const cells = rows.map(([term, meaning]) => [span(term, 'accent'), span(meaning)])
  return table(COLUMNS, cells, width - 2)
}
