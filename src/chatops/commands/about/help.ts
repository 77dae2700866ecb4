import { type AnyCommand, type CommandArguments, type CommandSpec, formatUsage } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import { findNearestCommand } from '../../parsing/nearest.ts'
import type { RequestOf } from '../../request.ts'

/** @param all asked for when it is needed: help is one of them */
export function createHelpCommand(all: () => readonly AnyCommand[]): CommandSpec<'help'> {
  return {
    name: 'help',
    said: ['help'],
    meant: ['usage', 'commands', 'man', '?', '--help', '-h'],
    usage: 'help [COMMAND]',
    summary: 'list the commands',
    about: 'Lists all commands, or one command with its arguments and options.',
    parts: [{ term: 'COMMAND', about: 'the name of a command' }],
    examples: [
      { command: '/release help', about: 'all commands' },
      { command: '/release help cut', about: 'everything about one' },
    ],
    role: 'anybody',
    where: ['tracking-issue', 'pull-request', 'issue'],
    takes: { places: 1, options: {}, because: 'never' },
    read: (given) => parseRequest(given, all()),
  }
}

function parseRequest({ places: [place] }: CommandArguments, all: readonly AnyCommand[]): RequestOf<'help'> {
  if (place === undefined) return { name: 'help', command: null }
  const word = place.toLowerCase()
  const found = all.find(({ name, said }) => name === word || said.includes(word))
  if (found) return { name: 'help', command: found.name }

  const near = findNearestCommand(word, all)
  const next = near === null ? '' : `Did you mean \`${formatUsage({ usage: `help ${near}` })}\`?`
  throw refuseLine(`There is no command ${quoteAsCode(place)}.`, next)
}
