import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { ReleaseCommandSpec } from '../../command.ts'
import { parseCandidate, parseDate, parseReason } from '../../parsing/values.ts'
import { CHANGE_PART } from '../change-part.ts'

/** A recorded permission for what the rules alone would refuse. */
export const exceptCommand: ReleaseCommandSpec<'except'> = {
  name: 'except',
  said: ['except'],
  meant: ['exception', 'allow', 'override', 'permit', 'waive', 'force'],
  usage: 'except [CHANGE] [until=DATE] because REASON',
  summary: 'allow a change that the criteria keep out',
  about:
    'Records who allows it, why and until when. It lifts what the policy names in `exceptions.lifts`: by default what ' +
    'is decided case by case. It never lifts what must be true: merged, reviewed, tested, not breaking.',
  parts: [
    CHANGE_PART,
    {
      term: 'until=DATE',
      about: 'the last day on which it is valid, `2026-03-04`; default: as long as the policy allows',
    },
    { term: 'because REASON', about: 'the reason, up to the end of the line' },
  ],
  examples: [
    { command: '/release except #1234 because a customer cannot start without it', about: 'allows #1234' },
    {
      command: '/release except #1234 until=2026-03-04 because the flag is off by default',
      about: 'allows it until that day',
    },
  ],
  role: ROLE_OF.Except,
  where: ['tracking-issue', 'pull-request'],
  takes: { places: 1, options: { until: 'word' }, because: 'must' },
  read: (given) => ({
    name: 'except',
    candidate: parseCandidate(given),
    because: parseReason(given),
    until: parseDate(given.options, 'until'),
  }),
  toCommand: async ({ candidate: named, because, until: given }, said, lookups) => {
    const candidate = await lookups.findAssessable(named, 'Except')
    const authors = await lookups.findAuthors(candidate)
    const until = given ?? lookups.getLastExceptionDay()
    return { type: 'Except', ...said, candidate, authors, because, until }
  },
}
