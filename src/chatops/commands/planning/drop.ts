import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { CommandSpec } from '../../command.ts'
import { parseCandidate, parseReason } from '../../parsing/values.ts'
import { CHANGE_PART } from '../change-part.ts'

/** §1.1: leaves a change. */
export const dropCommand: CommandSpec<'drop'> = {
  name: 'drop',
  said: ['drop'],
  meant: ['remove', 'exclude', 'leave', 'unpick', 'skip', 'delete'],
  usage: 'drop [CHANGE] [because REASON]',
  summary: 'leave a change out of the release',
  about:
    'The plan is made anew without it. After the cut the branch is made anew too, and what was tested and approved on ' +
    'the old one does not count for the new one. Say `defer` where the change is for the next release of the line.',
  parts: [CHANGE_PART, { term: 'because REASON', about: 'why, in your own words, to the end of the line' }],
  examples: [{ command: '/release drop #1234 because it needs a migration', about: 'leave 1234 out' }],
  role: ROLE_OF.Drop,
  where: ['tracking-issue', 'pull-request'],
  takes: { places: 1, options: {}, because: 'may' },
  read: (given) => ({ name: 'drop', candidate: parseCandidate(given), because: parseReason(given) }),
}
