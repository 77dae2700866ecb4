import type { CliCommand, OptionSpec } from './command.ts'
import { GLOBAL_OPTIONS } from './command-options.ts'
import { EXIT_CODES } from './exit-codes.ts'
import { formatCommandUsage, formatOption } from './screens/help.ts'

const BEGIN = '<!-- generated from the commands: npm run docs -->'
const END = '<!-- end of the generated part -->'

/**
 * The text of docs/cli.md with its generated part as the commands have it now.
 *
 * @throws {Error} when the marks of that part are missing
 */
export function insertCliReference(text: string, commands: readonly CliCommand[]): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (begin === -1 || end < begin)
    throw new Error(`docs/cli.md has no generated part: \`${BEGIN}\` and \`${END}\``)
  return `${text.slice(0, begin)}${BEGIN}\n\n${renderReference(commands)}\n\n${text.slice(end)}`
}

function renderReference(commands: readonly CliCommand[]): string {
  return [
    '## Exit codes',
    renderReferenceTable(
      ['code', 'meaning'],
      EXIT_CODES.map(({ code, meaning }) => [`${code}`, meaning]),
    ),
    '## Options of every command',
    renderOptionTable(GLOBAL_OPTIONS),
    '## Commands',
    ...commands.flatMap(renderCommand),
  ].join('\n\n')
}

function renderCommand(command: CliCommand): string[] {
  const { name, about, arguments: words, options, examples } = command
  return [
    `### \`${name}\``,
    `\`${formatCommandUsage(command)}\``,
    about,
    ...(words.length === 0
      ? []
      : [
          renderReferenceTable(
            ['argument', 'meaning'],
            words.map((each) => [`\`${each.name.toUpperCase()}\``, each.about]),
          ),
        ]),
    ...(options.length === 0 ? [] : [renderOptionTable(options)]),
    ['```sh', ...examples.map((each) => `# ${each.about}\n${each.command}`), '```'].join('\n'),
  ]
}

function renderOptionTable(options: readonly OptionSpec[]): string {
  return renderReferenceTable(
    ['option', 'meaning'],
    options.map((option) => [`\`${formatOption(option)}\``, option.about]),
  )
}

function renderReferenceTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const renderTableLine = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [renderTableLine(heads), renderTableLine(heads.map(() => '---')), ...rows.map(renderTableLine)].join(
    '\n',
  )
}
