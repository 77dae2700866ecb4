import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { PRERELEASE_CHANNELS, prereleases } from '../../../release/process/schedule.ts'
import type { CommandArguments, ReleaseCommandSpec } from '../../command.ts'
import type { RequestOf } from '../../request.ts'

const said = PRERELEASE_CHANNELS.toReversed()

/** Pre-release Versions. */
export const prereleaseCommand: ReleaseCommandSpec<'prerelease'> = {
  name: 'prerelease',
  said,
  meant: ['prerelease', 'pre-release', 'candidate', 'release-candidate'],
  usage: said.join('|'),
  summary: 'create a prerelease with the planned picks',
  about:
    "The prerelease gets the next number of its channel, and its own tracking issue, branch and tag. You can't go back " +
    'to a channel after a later channel has started.',
  parts: PRERELEASE_CHANNELS.map((channel) => ({
    term: channel,
    about: `${prereleases.value[channel]}, \`v2.0.1-${channel}.1\``,
  })),
  examples: [{ command: '/release rc', about: 'creates the next release candidate of this version' }],
  role: ROLE_OF.Prerelease,
  where: ['tracking-issue'],
  takes: { places: 0, options: {}, because: 'never' },
  read: parseRequest,
  toCommand: async ({ channel }, said, lookups) => ({
    type: 'Prerelease',
    ...said,
    channel,
    tags: await lookups.fetchTags(),
  }),
}

function parseRequest({ word }: CommandArguments): RequestOf<'prerelease'> {
  const channel = PRERELEASE_CHANNELS.find((each) => each === word)
  if (channel === undefined) throw new Error(`No prerelease channel is called ${word}`)

  return { name: 'prerelease', channel }
}
