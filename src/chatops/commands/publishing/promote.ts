import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { type CommandSpec, NOTHING } from '../../command.ts'

/** Pre-release Versions: a prerelease becomes the stable version. */
export const promoteCommand: CommandSpec<'promote'> = {
  name: 'promote',
  said: ['promote'],
  meant: ['stable', 'graduate', 'final', 'finalize'],
  usage: 'promote',
  summary: 'make a stable version of this prerelease',
  about:
    'A prerelease that was published and held up becomes the stable version, with the same picks and in the tracking issue of that version. Where that one is on its way with other picks, it is begun anew with these.',
  parts: [],
  examples: [{ command: '/release promote', about: 'v2.0.1 from v2.0.1-rc.2' }],
  role: ROLE_OF.Promote,
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'promote' }),
}
