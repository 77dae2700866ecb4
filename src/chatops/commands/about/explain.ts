import type { CommandSpec } from '../../command.ts'
import { parseCandidate } from '../../parsing/values.ts'
import { CHANGE_PART } from '../change-part.ts'

/** §1.1: the verdict on one change, with its reasons. */
export const explainCommand: CommandSpec<'explain'> = {
  name: 'explain',
  said: ['explain'],
  meant: ['verdict', 'describe', 'eligible', 'what'],
  usage: 'explain [CHANGE]',
  summary: 'explain why a change is in the release or not, and what would change that',
  about: 'Lists every rule of the criteria, with what it saw and what would change its answer.',
  parts: [CHANGE_PART],
  examples: [
    { command: '/release explain #1234', about: 'explains why #1234 is in the release or not' },
    { command: '/release explain', about: 'on a pull request: explains that one' },
  ],
  role: 'anybody',
  where: ['tracking-issue', 'pull-request'],
  takes: { places: 1, options: {}, because: 'never' },
  read: (given) => ({ name: 'explain', candidate: parseCandidate(given) }),
}
