import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { CommandArguments, ReleaseCommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import { parseReason } from '../../parsing/values.ts'
import type { RequestOf } from '../../request.ts'

/** Manual Rollback: one person is enough. */
export const rollbackCommand: ReleaseCommandSpec<'rollback'> = {
  name: 'rollback',
  said: ['rollback'],
  meant: ['roll-back', 'revert', 'undo', 'back'],
  usage: 'rollback [to VERSION] because REASON',
  summary: 'put production back to the previous version',
  about:
    'One person is enough, and no hold, lock or window stops it. It deploys the previous version, verifies its health, ' +
    'tells the team and opens an incident. The line is locked until `unlock`.',
  parts: [
    {
      term: 'VERSION',
      about: 'the version to go back to; without it, the one that the release started from',
    },
    { term: 'because REASON', about: 'the reason, up to the end of the line' },
  ],
  examples: [
    { command: '/release rollback because every second login fails', about: 'back to the version before' },
    { command: '/release rollback to v2.0.0 because every second login fails', about: 'back to that one' },
  ],
  role: ROLE_OF.Rollback,
  where: ['tracking-issue'],
  takes: { places: 2, options: {}, because: 'must' },
  read: parseRequest,
  target: 'rolling',
  toCommand: ({ to, because }, said) => ({ type: 'Rollback', ...said, to, because }),
}

function parseRequest(given: CommandArguments): RequestOf<'rollback'> {
  const [first, second] = given.places
  const place = first?.toLowerCase() === 'to' ? second : first
  const because = parseReason(given)
  if (first === undefined) return { name: 'rollback', to: null, because }
  const [, number] = /^v?(\d+\.\d+\.\d+(?:-[a-z\d.-]{1,60})?)$/i.exec(place ?? '') ?? []
  if (number === undefined || (place === first && second !== undefined))
    throw refuseLine(`${quoteAsCode(place ?? first)} isn't a version.`, 'Write it as `v2.0.0`.')
  return { name: 'rollback', to: `v${number}`, because }
}
