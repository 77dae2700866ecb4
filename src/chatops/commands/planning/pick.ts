import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { ReleaseCommandSpec } from '../../command.ts'
import { parseCandidate } from '../../parsing/values.ts'
import { CHANGE_PART } from '../change-part.ts'

/** §1.1: takes a change that the plan does not have. */
export const pickCommand: ReleaseCommandSpec<'pick'> = {
  name: 'pick',
  said: ['pick'],
  meant: ['add', 'take', 'include', 'cherry-pick', 'backport'],
  usage: 'pick [CHANGE]',
  summary: 'add a change to the release',
  about:
    'Makes the plan again with it. After the cut, the branch is also built again, and tests and approvals of ' +
    "the old branch don't count for the new one. The criteria still apply: to take a change that they keep out, use `except`.",
  parts: [CHANGE_PART],
  examples: [
    { command: '/release pick #1234', about: 'adds pull request #1234' },
    { command: '/release pick 3f2a9c1', about: 'adds a commit without a pull request' },
  ],
  role: ROLE_OF.Pick,
  where: ['tracking-issue', 'pull-request'],
  takes: { places: 1, options: {}, because: 'never' },
  read: (given) => ({ name: 'pick', candidate: parseCandidate(given) }),
  toCommand: async ({ candidate }, said, lookups) => ({
    type: 'Pick',
    ...said,
    candidate: await lookups.findPickable(candidate),
  }),
}
