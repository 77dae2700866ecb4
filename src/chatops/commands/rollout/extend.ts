import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { createDurationSchema } from '../../../release/policy/duration.ts'
import type { CommandArguments, ReleaseCommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import { parseReason } from '../../parsing/values.ts'
import type { RequestOf } from '../../request.ts'

/** §2.3: a soak may always be longer. */
export const extendCommand: ReleaseCommandSpec<'extend'> = {
  name: 'extend',
  said: ['extend'],
  meant: ['longer', 'prolong'],
  usage: 'extend DURATION because REASON',
  summary: 'watch the current step longer before the next',
  about: 'The current step stays as it is for that long. Its metrics still decide.',
  parts: [
    { term: 'DURATION', about: 'how much longer, as `30m`, `1h` or `2h30m`' },
    { term: 'because REASON', about: 'the reason, up to the end of the line' },
  ],
  examples: [{ command: '/release extend 1h because the traffic is low', about: 'one hour more' }],
  role: ROLE_OF.Extend,
  where: ['tracking-issue'],
  takes: { places: 1, options: {}, because: 'must' },
  read: parseRequest,
  target: 'rolling',
  toCommand: ({ seconds, because }, said) => ({ type: 'Extend', ...said, seconds, because }),
}

const duration = createDurationSchema({ from: '1m', to: '7d' })

function parseRequest(given: CommandArguments): RequestOf<'extend'> {
  const [place] = given.places
  if (place === undefined) throw refuseLine('`extend` needs a duration.', 'Write it as `1h`.')
  const read = duration.safeParse(place)
  if (!read.success)
    throw refuseLine(`${quoteAsCode(place)} isn't a duration from 1m to 7d.`, 'Write it as `1h`.')
  return { name: 'extend', seconds: read.data, because: parseReason(given) }
}
