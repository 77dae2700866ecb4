import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { type CommandSpec, NOTHING } from '../../command.ts'

/** Takes off a hold. */
export const resumeCommand: CommandSpec<'resume'> = {
  name: 'resume',
  said: ['resume'],
  meant: ['continue', 'unhold', 'unpause', 'proceed'],
  usage: 'resume',
  summary: 'let a held release go on',
  about: 'Takes off a hold, whoever set it.',
  parts: [],
  examples: [{ command: '/release resume', about: 'go on' }],
  role: ROLE_OF.Resume,
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'resume' }),
}
