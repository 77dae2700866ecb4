import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { CommandSpec } from '../../command.ts'
import { parseCandidate } from '../../parsing/values.ts'
import { CHANGE_PART } from '../change-part.ts'

/** §1.1: takes a change that the plan does not have. */
export const pickCommand: CommandSpec<'pick'> = {
  name: 'pick',
  said: ['pick'],
  meant: ['add', 'take', 'include', 'cherry-pick', 'backport'],
  usage: 'pick [CHANGE]',
  summary: 'take a change into the release',
  about:
    'The plan is made anew with it. After the cut the branch is made anew too, and what was tested and approved on ' +
    'the old one does not count for the new one. The criteria still hold: what they keep out takes `except`.',
  parts: [CHANGE_PART],
  examples: [
    { command: '/release pick #1234', about: 'take pull request 1234' },
    { command: '/release pick 3f2a9c1', about: 'take a commit that came without a pull request' },
  ],
  role: ROLE_OF.Pick,
  where: ['tracking-issue', 'pull-request'],
  takes: { places: 1, options: {}, because: 'never' },
  read: (given) => ({ name: 'pick', candidate: parseCandidate(given) }),
}
