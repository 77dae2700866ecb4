import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { ReleaseCommandSpec } from '../../command.ts'
import { parseReason } from '../../parsing/values.ts'

/** §2.3: an approver may end the soak of staging. */
export const skipSoakCommand: ReleaseCommandSpec<'skip-soak'> = {
  name: 'skip-soak',
  said: ['skip-soak'],
  meant: ['skip-wait'],
  usage: 'skip-soak because REASON',
  summary: 'end the soak of an environment before production',
  about: 'It is on record who skipped it and why. The soak of production can’t be skipped.',
  parts: [{ term: 'because REASON', about: 'the reason, up to the end of the line' }],
  examples: [{ command: '/release skip-soak because the outage goes on', about: 'on to production' }],
  role: ROLE_OF.SkipSoak,
  where: ['tracking-issue'],
  takes: { places: 0, options: {}, because: 'must' },
  read: (given) => ({ name: 'skip-soak', because: parseReason(given) }),
  target: 'rolling',
  toCommand: ({ because }, said) => ({ type: 'SkipSoak', ...said, because }),
}
