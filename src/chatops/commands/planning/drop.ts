import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { ReleaseCommandSpec } from '../../command.ts'
import { parseCandidate, parseReason } from '../../parsing/values.ts'
import { CHANGE_PART } from '../change-part.ts'

/** §1.1: leaves a change. */
export const dropCommand: ReleaseCommandSpec<'drop'> = {
  name: 'drop',
  said: ['drop'],
  meant: ['remove', 'exclude', 'leave', 'unpick', 'skip', 'delete'],
  usage: 'drop [CHANGE] [because REASON]',
  summary: 'leave a change out of the release',
  about:
    'Makes the plan again without it. After the cut, the branch is also built again, and tests and approvals of ' +
    "the old branch don't count for the new one. If the change belongs in the next release of the line, use `defer`.",
  parts: [CHANGE_PART, { term: 'because REASON', about: 'the reason, up to the end of the line' }],
  examples: [{ command: '/release drop #1234 because it needs a migration', about: 'leaves #1234 out' }],
  role: ROLE_OF.Drop,
  where: ['tracking-issue', 'pull-request'],
  takes: { places: 1, options: {}, because: 'may' },
  read: (given) => ({ name: 'drop', candidate: parseCandidate(given), because: parseReason(given) }),
  toCommand: async ({ candidate, because }, said, lookups) => ({
    type: 'Drop',
    ...said,
    candidate: await lookups.findChange(candidate),
    because,
  }),
}
