import type { ArgumentSpec, CliCommand, OptionSpec } from '../command.ts'
import { GLOBAL_OPTIONS } from '../command-options.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { createLine, createSpan, indent, type ScreenLine } from '../render/line.ts'
import { createScreenSection, stackSections, wrapParagraph } from '../render/screen.ts'
import { renderTable } from '../render/table.ts'

const COLUMNS = [{ title: '' }, { title: '', flexibleLines: 4 }]
const HELP_OPTION: OptionSpec = {
  name: 'help',
  value: null,
  about: 'show help, or the help of a command',
}
const VERSION_OPTION: OptionSpec = {
  name: 'version',
  value: null,
  about: 'show the version of release-captain',
}

/** `release-captain --help`: what there is, and where to begin. */
export function renderProgramHelp(commands: readonly CliCommand[], width: number): ScreenLine[] {
  return stackSections([
    [[createSpan('release-captain', 'title'), createSpan(' COMMAND [options]')]],
    wrapParagraph(
      'Plans and builds patch releases from any clone: which changes belong in the next one, why, and what ' +
        'happens when they are picked.',
      width,
    ),
    createScreenSection(
      'Commands',
      renderPairs(
        commands.map(({ name, summary }) => [name, summary]),
        width,
      ),
    ),
    createScreenSection(
      'Options of every command',
      renderOptions([...GLOBAL_OPTIONS, HELP_OPTION, VERSION_OPTION], width),
    ),
    createScreenSection(
      'Exit codes',
      renderPairs(
        EXIT_CODES.map(({ code, meaning }) => [`${code}`, meaning]),
        width,
      ),
    ),
    createScreenSection('Start with', [
      createLine('release-captain doctor', 'accent'),
      createLine('release-captain plan', 'accent'),
      createLine('release-captain plan --help', 'accent'),
    ]),
  ])
}

/** `release-captain plan --help`: usage, meaning, grammar, examples. */
export function renderCommandHelp(command: CliCommand, width: number): ScreenLine[] {
  const { about, arguments: words, options, examples } = command
  return stackSections([
    [[createSpan(formatCommandUsage(command), 'title')]],
    wrapParagraph(about, width),
    words.length === 0 ? [] : createScreenSection('Arguments', renderPairs(words.map(formatArgument), width)),
    options.length === 0 ? [] : createScreenSection('Options', renderOptions(options, width)),
    createScreenSection('Options of every command', renderOptions([...GLOBAL_OPTIONS, HELP_OPTION], width)),
    createScreenSection(
      'Examples',
      examples.flatMap((example) => [
        ...wrapParagraph(`${example.about}:`, width - 2),
        ...indent(2, [createLine(example.command, 'accent')]),
      ]),
    ),
  ])
}

/** `release-captain build VERSION [options]`. */
export function formatCommandUsage({ name, arguments: words }: CliCommand): string {
  const told = words.map((each) => (each.required ? each.name.toUpperCase() : `[${each.name.toUpperCase()}]`))
  return ['release-captain', name, ...told, '[options]'].join(' ')
}

/** An option as the help and the docs write it, `--push [REMOTE]`. */
export function formatOption({ name, value, alone }: OptionSpec): string {
  if (value === null) return `--${name}`
  return alone === undefined ? `--${name} ${value}` : `--${name} [${value}]`
}

function formatArgument({ name, about }: ArgumentSpec): [string, string] {
  return [name.toUpperCase(), about]
}

function renderOptions(options: readonly OptionSpec[], width: number): ScreenLine[] {
  return renderPairs(
    options.map((option) => [formatOption(option), option.about]),
    width,
  )
}

function renderPairs(rows: readonly (readonly [string, string])[], width: number): ScreenLine[] {
  const cells = rows.map(([term, meaning]) => [createSpan(term, 'accent'), createSpan(meaning)])
  return renderTable(COLUMNS, cells, width - 2)
}
