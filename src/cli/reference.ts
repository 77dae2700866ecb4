import type { Command, OptionSpec } from './command.ts'
import { GLOBAL_OPTIONS } from './command-options.ts'
import { EXIT_CODES } from './exit-codes.ts'
import { optionTerm, usageOf } from './render/help.ts'

const BEGIN = '<!-- generated from the commands: npm run docs -->'
const END = '<!-- end of the generated part -->'

/**
 * The text of docs/cli.md with its generated part as the commands have it now.
 *
 * @throws {Error} when the marks of that part are missing
 */
export function withReference(text: string, commands: readonly Command[]): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (begin === -1 || end < begin)
    throw new Error(`docs/cli.md has no generated part: \`${BEGIN}\` and \`${END}\``)
  return `${text.slice(0, begin)}${BEGIN}\n\n${reference(commands)}\n\n${text.slice(end)}`
}

function reference(commands: readonly Command[]): string {
  return [
    '## Exit codes',
    tableOf(
      ['code', 'meaning'],
      EXIT_CODES.map(({ code, meaning }) => [`${code}`, meaning]),
    ),
    '## Options of every command',
    optionTable(GLOBAL_OPTIONS),
    '## Commands',
    ...commands.flatMap(commandPart),
  ].join('\n\n')
}

function commandPart(command: Command): string[] {
  const { name, about, arguments: words, options, examples } = command
  return [
    `### \`${name}\``,
    `\`${usageOf(command)}\``,
    about,
    ...(words.length === 0
      ? []
      : [
          tableOf(
            ['argument', 'meaning'],
            words.map((each) => [`\`${each.name.toUpperCase()}\``, each.about]),
          ),
        ]),
    ...(options.length === 0 ? [] : [optionTable(options)]),
    ['```sh', ...examples.map((each) => `# ${each.about}\n${each.command}`), '```'].join('\n'),
  ]
}

function optionTable(options: readonly OptionSpec[]): string {
  return tableOf(
    ['option', 'meaning'],
    options.map((option) => [`\`${optionTerm(option)}\``, option.about]),
  )
}

function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}
