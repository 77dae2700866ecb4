import { type CommandSpec, usageOf, type Where } from './command.ts'
import { COMMANDS } from './commands.ts'
import type { RequestName } from './request.ts'

const PLACES: Readonly<Record<Where, string>> = {
  'tracking-issue': 'the tracking issue of a release',
  'pull-request': 'a pull request',
  issue: 'any other issue',
  slack: 'Slack',
}

/**
 * What can be said: all commands, or one with everything that it takes. Markdown, of which no line is itself a
 * command, wherever it is quoted or answered to (threat C4).
 */
export function helpText(command: RequestName | null): string {
  const found = COMMANDS.find(({ name }) => name === command)
  return found ? helpOfOne(found) : helpOfAll()
}

/** What a command is, in the parts that help and docs have alike. */
export function partsOfHelp(command: CommandSpec): readonly string[] {
  const { about, parts, examples } = command
  const rows = parts.map(({ term, about: meaning }) => [inCell(term), meaning])
  return [
    about,
    ...(rows.length === 0 ? [] : [table(['part', 'meaning'], rows)]),
    `${byWhom(command)} ${whereSaid(command)}`,
    table(
      ['example', ''],
      examples.map((example) => [inCell(example.command), example.about]),
    ),
  ]
}

/** One row for each command. */
export function overview(): string {
  const rows = COMMANDS.map((command) => [inCell(usageOf(command)), command.summary, roleOf(command)])
  return table(['command', 'does', 'who'], rows)
}

function helpOfAll(): string {
  return [
    overview(),
    'Say one at the start of a line of a new comment, ten at most in a comment; or in Slack. `/release help cut` tells all about `cut`.',
  ].join('\n\n')
}

function helpOfOne(command: CommandSpec): string {
  return [`\`${usageOf(command)}\`: ${command.summary}.`, ...partsOfHelp(command)].join('\n\n')
}

function roleOf({ role }: CommandSpec): string {
  return role === 'anybody' ? 'anybody' : `a ${role}`.replace('a approver', 'an approver')
}

function byWhom(command: CommandSpec): string {
  return `Said by ${roleOf(command)},`
}

function whereSaid({ where }: CommandSpec): string {
  const places = where.map((each) => PLACES[each])
  return `in ${new Intl.ListFormat('en', { type: 'disjunction' }).format(places)}.`
}

/** GitHub takes a bar for the end of a cell even in code. */
function inCell(code: string): string {
  return `\`${code.replaceAll('|', '\\|')}\``
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}
