import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { CommandSpec } from '../../command.ts'
import { parseVersion, trackIn } from '../../parsing/values.ts'
import { TRACK_PARTS } from '../track-parts.ts'

/** §1.1: which changes belong in a release. */
export const planCommand: CommandSpec<'plan'> = {
  name: 'plan',
  said: ['plan'],
  meant: ['propose', 'preview', 'candidates', 'replan'],
  usage: 'plan [VERSION] [--track TRACK] [--for EMERGENCY]',
  summary: 'make the plan: the changes that belong in the release, and how they pick',
  about:
    'On the tracking issue of a release, makes its plan again from the current main. Elsewhere, opens a release of the ' +
    'version if there is none, with its tracking issue and a plan. It creates no branch before `cut`.',
  parts: [
    {
      term: 'VERSION',
      about: 'the version, such as `v2.0.1`; default: that of the tracking issue, elsewhere the next patch',
    },
    ...TRACK_PARTS,
  ],
  examples: [
    { command: '/release plan', about: 'makes the plan of this tracking issue again' },
    { command: '/release plan v2.0.1', about: 'opens v2.0.1 and shows what would be in it' },
  ],
  role: ROLE_OF.Plan,
  where: ['tracking-issue', 'pull-request', 'issue'],
  takes: { places: 1, options: { track: 'word', for: 'word' }, because: 'never' },
  read: (given) => ({ name: 'plan', version: parseVersion(given), track: trackIn(given.options) }),
}
