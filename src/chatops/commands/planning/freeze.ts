import type { CommandArguments, CommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import { parseDate, parseDatePlace, parseReason } from '../../parsing/values.ts'

/** Nothing of a line is cut for some days. */
export const freezeCommand: CommandSpec<'freeze'> = {
  name: 'freeze',
  said: ['freeze'],
  meant: ['code-freeze'],
  usage: 'freeze LINE until DATE because REASON',
  summary: 'keep releases of a line from being cut until a day is over',
  about:
    'Plans are still made, and what is cut already goes on. Once more with another day moves it. A cut that was asked for goes on when the freeze is over.',
  parts: [
    { term: 'LINE', about: 'the line, like `2.0`' },
    { term: 'DATE', about: 'the last day of the freeze, like `2026-12-24`' },
    { term: 'because REASON', about: 'the reason, up to the end of the line' },
  ],
  examples: [
    {
      command: '/release freeze 2.0 until 2026-12-24 because of the season',
      about: 'cuts nothing of 2.0 before 25 December',
    },
  ],
  role: 'captain',
  where: ['tracking-issue', 'issue', 'pull-request'],
  takes: { places: 3, options: { until: 'word' }, because: 'must' },
  read: (given) => ({
    name: 'freeze',
    line: parseLine(given),
    until: parseUntil(given),
    because: parseReason(given),
  }),
}

/** Ends a freeze. */
export const unfreezeCommand: CommandSpec<'unfreeze'> = {
  name: 'unfreeze',
  said: ['unfreeze'],
  meant: ['thaw'],
  usage: 'unfreeze LINE',
  summary: 'end the freeze of a line',
  about: 'A cut that waited for it goes on.',
  parts: [{ term: 'LINE', about: 'the line, like `2.0`' }],
  examples: [{ command: '/release unfreeze 2.0', about: 'lets 2.0 be cut again' }],
  role: 'captain',
  where: ['tracking-issue', 'issue', 'pull-request'],
  takes: { places: 1, options: {}, because: 'may' },
  read: (given) => ({ name: 'unfreeze', line: parseLine(given) }),
}

function parseLine({ places: [place = ''] }: CommandArguments): string {
  const line = place.replace(/^v/i, '')
  if (/^\d+\.\d+$/.test(line)) return line
  throw refuseLine(`${quoteAsCode(place)} isn't a line.`, 'Write it as `2.0`.')
}

function parseUntil({ places: [, word, place], options }: CommandArguments): string {
  const day = word?.toLowerCase() === 'until' ? place : word
  const until = parseDate(options, 'until') ?? parseDatePlace(day)
  if (until === null) throw refuseLine('A freeze needs its last day.', 'Write it as `until 2026-12-24`.')
  return until
}
