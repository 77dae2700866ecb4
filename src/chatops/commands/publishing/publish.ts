import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { type CommandSpec, NOTHING } from '../../command.ts'

/** §5.2: the GitHub release. */
export const publishCommand: CommandSpec<'publish'> = {
  name: 'publish',
  said: ['publish'],
  meant: ['ship', 'ship-it', 'deploy', 'finish', 'done'],
  usage: 'publish',
  summary: 'publish the GitHub release',
  about:
    'When the tag is pushed and every artifact was seen to exist, and after the go that the policy wants.',
  parts: [],
  examples: [{ command: '/release publish', about: 'publish it' }],
  role: ROLE_OF.Publish,
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'publish' }),
}
