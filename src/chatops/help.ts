import { type AnyCommand, type CommandPlace, formatUsage } from './command.ts'
import { COMMANDS, listCommands } from './commands.ts'
import type { RequestName } from './request.ts'

const PLACES: Readonly<Record<CommandPlace, string>> = {
  'tracking-issue': 'the tracking issue of a release',
  'pull-request': 'a pull request',
  issue: 'any other issue',
  slack: 'Slack',
}

/**
 * What can be said: all commands, or one with everything that it takes. Markdown, of which no line is itself a
 * command, wherever it is quoted or answered to (threat C4).
 */
export function renderHelp(command: RequestName | null): string {
  return command === null ? renderAllHelp() : renderCommandHelp(COMMANDS[command])
}

/** What a command is, in the parts that help and docs have alike. */
export function renderHelpParts(command: AnyCommand): readonly string[] {
  const { about, parts, examples } = command
  const rows = parts.map(({ term, about: meaning }) => [renderCell(term), meaning])
  return [
    about,
    ...(rows.length === 0 ? [] : [renderTable(['part', 'meaning'], rows)]),
    `${describeBy(command)} ${describeWhere(command)}`,
    renderTable(
      ['example', ''],
      examples.map((example) => [renderCell(example.command), example.about]),
    ),
  ]
}

/** One row for each command. */
export function renderOverview(): string {
  const rows = listCommands().map((command) => [
    renderCell(formatUsage(command)),
    command.summary,
    describeRole(command),
  ])
  return renderTable(['command', 'does', 'who'], rows)
}

function renderAllHelp(): string {
  return [
    renderOverview(),
    'Write a command at the start of a line in a new comment (at most ten), or run it in Slack. For the details of one, run `/release help cut`.',
  ].join('\n\n')
}

function renderCommandHelp(command: AnyCommand): string {
  return [`\`${formatUsage(command)}\`: ${command.summary}.`, ...renderHelpParts(command)].join('\n\n')
}

function describeRole({ role }: AnyCommand): string {
  if (role === 'security') return 'a member of the security team'
  return role === 'anybody' ? 'anybody' : `a ${role}`.replace('a approver', 'an approver')
}

function describeBy(command: AnyCommand): string {
  return `For ${describeRole(command)},`
}

function describeWhere({ where }: AnyCommand): string {
  const places = where.map((each) => PLACES[each])
  return `in ${new Intl.ListFormat('en', { type: 'disjunction' }).format(places)}.`
}

/** GitHub takes a bar for the end of a cell even in code. */
function renderCell(code: string): string {
  return `\`${code.replaceAll('|', '\\|')}\``
}

function renderTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const renderTableLine = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [renderTableLine(heads), renderTableLine(heads.map(() => '---')), ...rows.map(renderTableLine)].join(
    '\n',
  )
}
