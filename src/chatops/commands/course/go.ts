import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { NOTHING, type ReleaseCommandSpec } from '../../command.ts'

/** Law 6: one person says yes to what was shown. */
export const goCommand: ReleaseCommandSpec<'go'> = {
  name: 'go',
  said: ['go'],
  meant: ['approve', 'approved', 'lgtm', 'yes', 'ok', 'accept', 'confirm'],
  usage: 'go',
  summary: 'approve the open question',
  about:
    "Your go counts for exactly the plan or commit that was shown when you wrote it. When that changes, your go is void and the question is asked again. If the policy requires two people, your go doesn't count if you asked for the release, wrote a change in it, or have commits on its branch.",
  parts: [],
  examples: [{ command: '/release go', about: 'go' }],
  role: ROLE_OF.Go,
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'go' }),
  toCommand: async (_, said, lookups) => ({ type: 'Go', ...said, saw: await lookups.findQuestion() }),
}
