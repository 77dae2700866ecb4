import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { ReleaseCommandSpec } from '../../command.ts'
import { parseCandidate, parseReason } from '../../parsing/values.ts'
import { CHANGE_PART } from '../change-part.ts'

/** §1.1: leaves a change to the next release of the line. */
export const deferCommand: ReleaseCommandSpec<'defer'> = {
  name: 'defer',
  said: ['defer'],
  meant: ['later', 'postpone', 'next'],
  usage: 'defer [CHANGE] [because REASON]',
  summary: 'move a change to a later release',
  about:
    'Works like `drop`, but the record says that the change is postponed, not rejected. It stays a candidate of the line.',
  parts: [CHANGE_PART, { term: 'because REASON', about: 'the reason, up to the end of the line' }],
  examples: [
    { command: '/release defer #1234 because its tests are flaky', about: 'moves #1234 to a later release' },
  ],
  role: ROLE_OF.Defer,
  where: ['tracking-issue', 'pull-request'],
  takes: { places: 1, options: {}, because: 'may' },
  read: (given) => ({ name: 'defer', candidate: parseCandidate(given), because: parseReason(given) }),
  toCommand: async ({ candidate, because }, said, lookups) => ({
    type: 'Defer',
    ...said,
    candidate: await lookups.findChange(candidate),
    because,
  }),
}
