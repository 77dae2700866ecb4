import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { type CommandSpec, NOTHING } from '../../command.ts'

/** §1.2: "Re-run tests after each pick". */
export const bisectCommand: CommandSpec<'bisect'> = {
  name: 'bisect',
  said: ['bisect'],
  meant: ['blame', 'culprit', 'find'],
  usage: 'bisect',
  summary: 'find the pick that breaks a test',
  about:
    'When the tests fail on all picks together, parts of them are tested until one is found that breaks them.',
  parts: [],
  examples: [{ command: '/release bisect', about: 'find it' }],
  role: ROLE_OF.Retry,
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'bisect' }),
}
