import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { CommandArguments, ReleaseCommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import type { RequestOf } from '../../request.ts'

/** Embargo Period: the coordinated disclosure date. */
export const discloseCommand: ReleaseCommandSpec<'disclose'> = {
  name: 'disclose',
  said: ['disclose'],
  meant: ['reveal', 'unveil'],
  usage: 'disclose at|postpone|now [TIME] [zone=ZONE] [because REASON]',
  summary: 'agree on when an embargoed release becomes public',
  about:
    'Two members of the security team approve it with `/release go`. A day before, everything is rehearsed. At the ' +
    'agreed minute the branch and the tag go to the public repository, then the GitHub release, the advisory and the ' +
    'announcements. The calendar and freezes don’t apply.',
  parts: [
    { term: 'at TIME', about: 'the agreed local time, such as `2026-03-10T14:00`' },
    { term: 'postpone TIME', about: 'a later time; it takes new approvals' },
    { term: 'now', about: 'at once, because it leaked elsewhere; the approvals still count' },
    { term: 'zone=ZONE', about: 'the time zone, such as `Europe/Berlin`; default: that of the policy' },
    { term: 'because REASON', about: 'the reason, for `postpone` and `now`' },
  ],
  examples: [
    { command: '/release disclose at 2026-03-10T14:00 zone=Europe/Berlin', about: 'agrees on that time' },
    { command: '/release disclose now because a blog describes it', about: 'discloses it at once' },
  ],
  role: ROLE_OF.Disclose,
  where: ['tracking-issue'],
  takes: { places: 2, options: { zone: 'text' }, because: 'may' },
  read: parseRequest,
  toCommand: ({ name, ...disclosure }, said) => ({ type: 'Disclose', ...said, ...disclosure }),
}

function parseRequest({ places, options, because }: CommandArguments): RequestOf<'disclose'> {
  const [how, on] = places
  const timeZone = options.get('zone') ?? null
  if (how === 'now') {
    if (on !== undefined || timeZone !== null) throw refuseLine('`disclose now` takes no time.')
    if (because === null) throw refuseLine('`disclose now` needs a reason.', 'Add it after `because`.')
    return { name: 'disclose', how: 'now', because }
  }
  if (how !== 'at' && how !== 'postpone')
    throw refuseLine('`disclose` needs `at`, `postpone` or `now`.', 'Write `disclose at 2026-03-10T14:00`.')
  if (on === undefined || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(on))
    throw refuseLine(
      on === undefined ? `\`disclose ${how}\` needs a time.` : `${quoteAsCode(on)} isn't a time.`,
      'Write it as `2026-03-10T14:00`.',
    )
  if (how === 'at') {
    if (because !== null) throw refuseLine('`disclose at` takes no reason.')
    return { name: 'disclose', how: 'at', on, timeZone, because: null }
  }
  if (because === null) throw refuseLine('`disclose postpone` needs a reason.', 'Add it after `because`.')
  return { name: 'disclose', how: 'postponed', on, timeZone, because }
}
