import { RELEASE_KINDS } from '../../../release/calendar/release-days.ts'
import type { CommandArguments, CommandSpec } from '../../command.ts'
import { listAsCode, quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import { parseDate, parseDatePlace } from '../../parsing/values.ts'
import type { CalendarAction, RequestOf } from '../../request.ts'

const ACTIONS = ['show', 'skip', 'move', 'hold', 'resume'] as const satisfies readonly CalendarAction[]

/** Release Schedule: when releases open, and what people decide about that. */
export const calendarCommand: CommandSpec<'calendar'> = {
  name: 'calendar',
  said: ['calendar'],
  meant: ['schedule', 'days', 'dates'],
  usage: 'calendar [show|skip|move|hold|resume] [KIND] [DATE] [to=DATE] [because REASON]',
  summary: 'show the release calendar, or skip, move or hold the next release',
  about:
    'Without a word it shows the calendar, which everyone may see. `skip` and `move` change one day: the next one, or ' +
    'that of DATE. `hold` lets no patch open by itself until `resume`; emergencies still do.',
  parts: [
    { term: 'KIND', about: `${RELEASE_KINDS.map((kind) => `\`${kind}\``).join(', ')}; default: \`patch\`` },
    { term: 'DATE', about: 'the day, like `2026-12-02`; default: the next one' },
    { term: 'to=DATE', about: 'with `move`, the new day' },
    {
      term: 'because REASON',
      about: 'the reason, up to the end of the line; `skip`, `move` and `hold` need one',
    },
  ],
  examples: [
    { command: '/release calendar', about: 'shows the calendar' },
    { command: '/release calendar skip because the team is at a conference', about: 'skips the next patch' },
    {
      command: '/release calendar move 2026-12-02 to=2026-12-03 because Wednesday is a holiday',
      about: 'moves that patch by a day',
    },
    { command: '/release calendar resume patch 2026-12-02', about: 'puts it back on its regular day' },
  ],
  role: 'captain',
  where: ['tracking-issue', 'pull-request', 'issue'],
  takes: { places: 3, options: { to: 'word' }, because: 'may' },
  read: parseRequest,
}

function parseRequest({ places, options, because }: CommandArguments): RequestOf<'calendar'> {
  const [word = 'show', ...rest] = places
  const action = ACTIONS.find((one) => one === word.toLowerCase())
  if (action === undefined)
    throw refuseLine(`${quoteAsCode(word)} isn't a part of the calendar.`, `Write ${listAsCode(ACTIONS)}.`)
  const kind = RELEASE_KINDS.find((one) => one === rest[0]?.toLowerCase())
  const date = parseDatePlace(kind === undefined ? rest[0] : rest[1])
  const to = parseDate(options, 'to')
  if (action === 'move' && to === null)
    throw refuseLine('A move needs the new day.', 'Write it as `to=2026-12-03`.')
  if (because === null && action !== 'show' && action !== 'resume')
    throw refuseLine(`\`${action}\` needs a reason.`, 'Write it after `because`.')
  return { name: 'calendar', action, kind: kind ?? 'patch', date, to, because }
}
