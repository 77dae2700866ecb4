import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { NOTHING, type ReleaseCommandSpec } from '../../command.ts'

/** §4.1: the rollback is tested before it is needed. */
export const drillCommand: ReleaseCommandSpec<'drill'> = {
  name: 'drill',
  said: ['drill'],
  meant: ['test-rollback', 'rehearse'],
  usage: 'drill',
  summary: 'test the rollback in the environment before production',
  about:
    'It puts the environment back to the previous version and forward again, and answers `rollback-tested`.',
  parts: [],
  examples: [{ command: '/release drill', about: 'while the release waits for production' }],
  role: ROLE_OF.Drill,
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'drill' }),
  target: 'rolling',
  toCommand: (_, said) => ({ type: 'Drill', ...said }),
}
