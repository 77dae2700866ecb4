import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { EMERGENCIES } from '../../../release/process/schedule.ts'
import type { CommandArguments, ReleaseCommandSpec } from '../../command.ts'
import { refuseLine } from '../../parsing/clean-text.ts'
import { trackIn } from '../../parsing/values.ts'
import type { RequestOf } from '../../request.ts'

/** Security Release Process, Emergency Releases: what a release is may turn out after it was opened. */
export const trackCommand: ReleaseCommandSpec<'track'> = {
  name: 'track',
  said: ['track'],
  meant: ['raise', 'escalate', 'lower'],
  usage: 'track TRACK [--for EMERGENCY] because REASON',
  summary: 'change the track of an open release',
  about:
    'A release with a security fix in it is a security release whatever its track is. Only the security team ' +
    '(`roles.security`) can say that it isn’t one: with `track regular`.',
  parts: [
    { term: 'TRACK', about: '`security`, `emergency` or `regular`' },
    {
      term: '--for EMERGENCY',
      about: `the kind of emergency: ${EMERGENCIES.map((each) => `\`${each}\``).join(', ')}`,
    },
    { term: 'because REASON', about: 'the reason, up to the end of the line' },
  ],
  examples: [
    {
      command: '/release track security because #1250 turned out to be exploitable',
      about: 'makes it a security release',
    },
    {
      command: '/release track regular because the scanner was wrong about #1250',
      about: 'lowers it; only the security team can',
    },
  ],
  role: ROLE_OF.Track,
  where: ['tracking-issue'],
  takes: { places: 1, options: { for: 'word' }, because: 'must' },
  read: parseRequest,
  toCommand: ({ track, emergency, because }, said) => ({ type: 'Track', ...said, track, emergency, because }),
}

function parseRequest({ places: [place], options, because }: CommandArguments): RequestOf<'track'> {
  const asked = place === undefined ? null : trackIn(new Map([...options, ['track', place]]))
  if (asked === null || because === null)
    throw refuseLine('`track` needs a track and a reason.', 'Add `security because …`.')
  return { name: 'track', ...asked, because }
}
