import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { NOTHING, type ReleaseCommandSpec } from '../../command.ts'

/** §1.2: "Re-run tests after each pick". */
export const bisectCommand: ReleaseCommandSpec<'bisect'> = {
  name: 'bisect',
  said: ['bisect'],
  meant: ['blame', 'culprit', 'find'],
  usage: 'bisect',
  summary: 'find the pick that breaks a test',
  about:
    'If the tests fail on all picks together, tests parts of them until it finds the pick that breaks them.',
  parts: [],
  examples: [{ command: '/release bisect', about: 'finds the pick' }],
  role: ROLE_OF.Retry,
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'bisect' }),
  toCommand: (_, said) => ({ type: 'Bisect', ...said }),
}
