import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { NOTHING, type ReleaseCommandSpec } from '../../command.ts'

/** Takes off a hold. */
export const resumeCommand: ReleaseCommandSpec<'resume'> = {
  name: 'resume',
  said: ['resume'],
  meant: ['unhold', 'unpause', 'proceed'],
  usage: 'resume',
  summary: 'resume a held release',
  about: 'Removes a hold, even if someone else set it.',
  parts: [],
  examples: [{ command: '/release resume', about: 'resumes it' }],
  role: ROLE_OF.Resume,
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'resume' }),
  toCommand: (_, said) => ({ type: 'Resume', ...said }),
}
