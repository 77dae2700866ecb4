import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { CommandSpec } from '../../command.ts'
import { parseDigest, parseVersion, trackIn } from '../../parsing/values.ts'
import { TRACK_PARTS } from '../track-parts.ts'

/** §1.2: the release branch. */
export const cutCommand: CommandSpec<'cut'> = {
  name: 'cut',
  said: ['cut'],
  meant: ['create', 'start', 'begin', 'branch', 'build', 'make', 'new', 'open'],
  usage: 'cut [VERSION] [--plan DIGEST] [--track TRACK] [--for EMERGENCY]',
  summary: 'make the release branch from the plan: picks, version bump, pull request',
  about:
    'Opens the release where it is not open yet, makes its branch from the tag of the line, picks what the plan has, ' +
    'bumps the version and opens the release pull request. With `--plan` nothing is made when the plan has become ' +
    'another one than the one you looked at.',
  parts: [
    {
      term: 'VERSION',
      about: 'the version, as `v2.0.1`; without it that of the tracking issue, elsewhere the next patch',
    },
    { term: '--plan DIGEST', about: 'the plan that you looked at: 8 or more digits of its digest' },
    ...TRACK_PARTS,
  ],
  examples: [
    { command: '/release cut v2.0.1', about: 'cut v2.0.1 as planned now' },
    { command: '/release cut v2.0.1 --plan 3f2a9c1d4e5b', about: 'only if the plan is still this one' },
    { command: '/release cut v2.0.1 --track emergency --for data-loss', about: 'outside of the cadence' },
  ],
  role: ROLE_OF.Cut,
  where: ['tracking-issue', 'pull-request', 'issue'],
  takes: { places: 1, options: { plan: 'word', track: 'word', for: 'word' }, because: 'never' },
  read: (given) => ({
    name: 'cut',
    version: parseVersion(given),
    plan: parseDigest(given.options),
    track: trackIn(given.options),
  }),
}
