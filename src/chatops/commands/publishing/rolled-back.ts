import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { addVersionPrefix } from '../../../release/version-form.ts'
import type { CommandArguments, ReleaseCommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import { parseReason } from '../../parsing/values.ts'
import type { RequestOf } from '../../request.ts'

/** Manual Rollback, as far as it is not ours to do: that all hear of it. */
export const rolledBackCommand: ReleaseCommandSpec<'rolled-back'> = {
  name: 'rolled-back',
  said: ['rolled-back'],
  meant: ['put-back'],
  usage: 'rolled-back to VERSION because REASON',
  summary: 'record a rollback of production, and tell everyone who heard of the release',
  about:
    "It doesn't roll anything back: use it when production is back on the earlier version. The record, the tracking " +
    'issue and the announcements of the release then say so.',
  parts: [
    { term: 'VERSION', about: 'the version that production runs now, such as `v2.0.0`' },
    { term: 'because REASON', about: 'the reason, up to the end of the line' },
  ],
  examples: [
    {
      command: '/release rolled-back to v2.0.0 because every second login failed',
      about: 'records the rollback',
    },
  ],
  role: ROLE_OF.RolledBack,
  where: ['tracking-issue'],
  takes: { places: 2, options: {}, because: 'must' },
  read: parseRequest,
  toCommand: ({ to, because }, said) => ({ type: 'RolledBack', ...said, to, because }),
}

function parseRequest(given: CommandArguments): RequestOf<'rolled-back'> {
  const [first, second, ...more] = given.places
  const isTo = first?.toLowerCase() === 'to'
  const place = isTo ? second : first
  const [, number] = /^v?(\d+\.\d+\.\d+(?:-[a-z\d.-]{1,60})?)$/i.exec(place ?? '') ?? []
  if (place === undefined || more.length > 0 || (!isTo && second !== undefined))
    throw refuseLine('The version that production runs now is missing.')
  if (number === undefined) throw refuseLine(`${quoteAsCode(place)} isn't a version.`)
  return { name: 'rolled-back', to: addVersionPrefix(number), because: parseReason(given) }
}
