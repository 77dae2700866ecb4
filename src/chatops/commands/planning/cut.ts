import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { CommandSpec } from '../../command.ts'
import { parseDigest, parseVersion, trackIn } from '../../parsing/values.ts'
import { TRACK_PARTS } from '../track-parts.ts'

/** §1.2: the release branch. */
export const cutCommand: CommandSpec<'cut'> = {
  name: 'cut',
  said: ['cut'],
  meant: ['create', 'start', 'begin', 'branch', 'build', 'make', 'new', 'open'],
  usage: 'cut [VERSION …] [--plan DIGEST] [--track TRACK] [--for EMERGENCY]',
  summary: 'create the release branch from the plan: picks, version bump, pull request',
  about:
    "Opens the release if it isn't open yet, creates its branch from the tag of the line, cherry-picks the plan, " +
    'bumps the version and opens the release pull request. With `--plan`, nothing happens if the plan is no longer ' +
    'the one that you reviewed.',
  parts: [
    {
      term: 'VERSION',
      about: 'the version, such as `v2.0.1`; default: that of the tracking issue, elsewhere the next patch',
    },
    { term: '--plan DIGEST', about: 'the plan that you reviewed: 8 or more digits of its digest' },
    ...TRACK_PARTS,
  ],
  examples: [
    { command: '/release cut v2.0.1', about: 'cuts v2.0.1 from the current plan' },
    { command: '/release cut v2.0.1 --plan 3f2a9c1d4e5b', about: 'only if this is still the plan' },
    { command: '/release cut v1.9.1 v2.0.1', about: 'cuts both lines, each from its own plan' },
    { command: '/release cut v2.0.1 --track emergency --for data-loss', about: 'outside the cadence' },
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
