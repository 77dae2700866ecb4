import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { type CommandSpec, NOTHING } from '../../command.ts'

/** Law 6: one person says yes to what was shown. */
export const goCommand: CommandSpec<'go'> = {
  name: 'go',
  said: ['go'],
  meant: ['approve', 'approved', 'lgtm', 'yes', 'ok', 'ack', 'accept', 'confirm'],
  usage: 'go',
  summary: 'say go to the question that is open',
  about:
    'Your go is for exactly the plan or commit that was shown when you wrote it; when that changes, it is void and the question is asked again. Where the policy wants two people, a go of who asked for the release, wrote a change in it or has commits of their own on its branch does not count.',
  parts: [],
  examples: [{ command: '/release go', about: 'go' }],
  role: ROLE_OF.Go,
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'go' }),
}
