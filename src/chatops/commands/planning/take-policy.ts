import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { NOTHING, type ReleaseCommandSpec } from '../../command.ts'

/** Law 5: only a command takes a later policy over. */
export const takePolicyCommand: ReleaseCommandSpec<'take-policy'> = {
  name: 'take-policy',
  said: ['take-policy'],
  meant: ['policy', 'config', 'reload', 'update-policy', 'refresh'],
  usage: 'take-policy',
  summary: 'update the release to the current policy on main',
  about:
    'A release keeps the policy that it was opened with. This command takes a later config, and voids approvals that were given under the old one. After the tag, only its artifacts and its rules for publication count.',
  parts: [],
  examples: [{ command: '/release take-policy', about: 'use it after you merged a change to the config' }],
  role: ROLE_OF.TakePolicy,
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'take-policy' }),
  toCommand: async (_, said, lookups) => ({ type: 'TakePolicy', ...said, ...(await lookups.fetchPolicy()) }),
}
