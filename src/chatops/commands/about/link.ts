import type { CommandArguments, CommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import type { RequestOf } from '../../request.ts'

/** Law 6: a Slack user acts only as the GitHub user that they proved to be. */
export const linkCommand: CommandSpec<'link'> = {
  name: 'link',
  said: ['link'],
  meant: ['login', 'signin', 'sign-in', 'connect', 'auth', 'iam', 'whoami'],
  usage: 'link [CODE]',
  summary: 'link your Slack user to your GitHub user',
  about:
    'Gives you a link to GitHub that only you see. After you sign in there, the next page shows a code. Run this command in ' +
    "Slack again with that code, within ten minutes. Don't share the code: with it, someone else could act as you. Linking again " +
    'replaces the previous link. Your permissions still come from GitHub.',
  parts: [{ term: 'CODE', about: 'the eight letters and digits that the page shows' }],
  examples: [
    { command: '/release link', about: 'begin' },
    { command: '/release link K7RM2XQD', about: 'confirms the link with the code from the page' },
  ],
  role: 'anybody',
  where: ['slack'],
  takes: { places: 1, options: {}, because: 'never' },
  read: parseRequest,
}

function parseRequest({ places: [place] }: CommandArguments): RequestOf<'link'> {
  if (place === undefined) return { name: 'link', code: null }
  if (/^[A-Za-z0-9-]{4,20}$/.test(place)) return { name: 'link', code: place }

  throw refuseLine(
    `${quoteAsCode(place)} isn't a code.`,
    'Copy the code from the page that GitHub sent you to.',
  )
}
