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
  summary: 'make the plan: which changes belong in the release, and what happens when they are picked',
  about:
    'In the tracking issue of a release its plan is made anew, from main as it is now. Elsewhere a release of the ' +
    'version is opened where there is none, with its tracking issue and a plan; no branch is made before `cut`.',
  parts: [
    {
      term: 'VERSION',
      about: 'the version, as `v2.0.1`; without it that of the tracking issue, elsewhere the next patch',
    },
    ...TRACK_PARTS,
  ],
  examples: [
    { command: '/release plan', about: 'the plan of this tracking issue, anew' },
    { command: '/release plan v2.0.1', about: 'open v2.0.1 and show what would be in it' },
  ],
  role: ROLE_OF.Plan,
  where: ['tracking-issue', 'pull-request', 'issue'],
  takes: { places: 1, options: { track: 'word', for: 'word' }, because: 'never' },
  read: (given) => ({ name: 'plan', version: parseVersion(given), track: trackIn(given.options) }),
}
