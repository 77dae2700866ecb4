import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { NOTHING, type ReleaseCommandSpec } from '../../command.ts'

/** Pre-release Versions: a prerelease becomes the stable version. */
export const promoteCommand: ReleaseCommandSpec<'promote'> = {
  name: 'promote',
  said: ['promote'],
  meant: ['stable', 'graduate', 'final', 'finalize'],
  usage: 'promote',
  summary: 'promote this prerelease to the stable version',
  about:
    'A published prerelease becomes the stable version, with the same picks, in the tracking issue of that version. If that release is already in progress with other picks, it starts again with these.',
  parts: [],
  examples: [{ command: '/release promote', about: 'on v2.0.1-rc.2: starts v2.0.1' }],
  role: ROLE_OF.Promote,
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'promote' }),
  toCommand: async (_, said, lookups) => ({ type: 'Promote', ...said, tags: await lookups.fetchTags() }),
}
