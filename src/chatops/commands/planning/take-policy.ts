import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { type CommandSpec, NOTHING } from '../../command.ts'

/** Law 5: only a command takes a later policy over. */
export const takePolicyCommand: CommandSpec<'take-policy'> = {
  name: 'take-policy',
  said: ['take-policy'],
  meant: ['policy', 'config', 'reload', 'update-policy', 'refresh'],
  usage: 'take-policy',
  summary: 'have the release follow the policy as it is on main now',
  about:
    'A release keeps the policy with which it was opened. This takes a later config over; approvals given under the old one are void. Once the tag stands, what counts of it is what the build has to leave behind, and the publication.',
  parts: [],
  examples: [{ command: '/release take-policy', about: 'after a change of the config was merged' }],
  role: ROLE_OF.TakePolicy,
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'take-policy' }),
}
