import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { CommandArguments, CommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import { parseReason } from '../../parsing/values.ts'
import type { RequestOf } from '../../request.ts'

/** Manual Rollback, as far as it is not ours to do: that all hear of it. */
export const rolledBackCommand: CommandSpec<'rolled-back'> = {
  name: 'rolled-back',
  said: ['rolled-back'],
  meant: ['rollback', 'roll-back', 'revert', 'undo', 'back'],
  usage: 'rolled-back to VERSION because REASON',
  summary: 'record that production was put back by hand, and tell everybody who heard of the release',
  about:
    'It puts nothing back by itself: say it when production is on the earlier version again. The record, the tracking ' +
    'issue and what was announced of the release say so from then on.',
  parts: [
    { term: 'VERSION', about: 'what runs in production now, as `v2.0.0`' },
    { term: 'because REASON', about: 'why, in your own words, to the end of the line' },
  ],
  examples: [
    {
      command: '/release rolled-back to v2.0.0 because every second login failed',
      about: 'after production was put back',
    },
  ],
  role: ROLE_OF.RolledBack,
  where: ['tracking-issue'],
  takes: { places: 2, options: {}, because: 'must' },
  read: parseRequest,
}

function parseRequest(given: CommandArguments): RequestOf<'rolled-back'> {
  const [first, second, ...more] = given.places
  const isTo = first?.toLowerCase() === 'to'
  const place = isTo ? second : first
  const [, number] = /^v?(\d+\.\d+\.\d+(?:-[a-z\d.-]{1,60})?)$/i.exec(place ?? '') ?? []
  if (place === undefined || more.length > 0 || (!isTo && second !== undefined))
    throw refuseLine('It was not said which version production is on now.')
  if (number === undefined) throw refuseLine(`${quoteAsCode(place)} is no version.`)
  return { name: 'rolled-back', to: `v${number}`, because: parseReason(given) }
}
