import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { NOTHING, type ReleaseCommandSpec } from '../../command.ts'

/** §5.2: the GitHub release. */
export const publishCommand: ReleaseCommandSpec<'publish'> = {
  name: 'publish',
  said: ['publish'],
  meant: ['ship', 'ship-it', 'finish', 'done'],
  usage: 'publish',
  summary: 'publish the GitHub release',
  about:
    'Use it when the tag is pushed, every artifact is verified, and the approvals that the policy requires are given.',
  parts: [],
  examples: [{ command: '/release publish', about: 'publishes it' }],
  role: ROLE_OF.Publish,
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'publish' }),
  toCommand: (_, said) => ({ type: 'Publish', ...said }),
}
