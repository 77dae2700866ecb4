import type { CommandArguments, CommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import type { RequestOf } from '../../request.ts'

/** Law 6: a Slack user acts only as the GitHub user that they proved to be. */
export const linkCommand: CommandSpec<'link'> = {
  name: 'link',
  said: ['link'],
  meant: ['login', 'signin', 'sign-in', 'connect', 'auth', 'iam', 'whoami'],
  usage: 'link [CODE]',
  summary: 'say in Slack who you are on GitHub, so that you may act there',
  about:
    'Gives you alone a link to GitHub, which says who you are; the page that it leads on to shows a code. Say that in ' +
    'Slack as the same user, and you are linked. Both within ten minutes. Give the code to nobody: with it they would be ' +
    'you here. Linking anew ends the link before. What you may do follows from GitHub, as ever.',
  parts: [{ term: 'CODE', about: 'what the page shows, eight letters and digits' }],
  examples: [
    { command: '/release link', about: 'begin' },
    { command: '/release link K7RM2XQD', about: 'end it, with the code of the page' },
  ],
  role: 'anybody',
  where: ['slack'],
  takes: { places: 1, options: {}, because: 'never' },
  read: parseRequest,
}

function parseRequest({ places: [place] }: CommandArguments): RequestOf<'link'> {
  if (place === undefined) return { name: 'link', code: null }
  if (/^[A-Za-z0-9-]{4,20}$/.test(place)) return { name: 'link', code: place }

  throw refuseLine(`${quoteAsCode(place)} is no code.`, 'Copy it from the page that GitHub led you to.')
}
