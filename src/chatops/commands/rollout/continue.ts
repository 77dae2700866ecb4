import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { ReleaseCommandSpec } from '../../command.ts'
import { parseReason } from '../../parsing/values.ts'

/** §5.3: what is worse than before is somebody's decision. */
export const continueCommand: ReleaseCommandSpec<'continue'> = {
  name: 'continue',
  said: ['continue'],
  meant: ['accept-breach'],
  usage: 'continue because REASON',
  summary: 'keep a release although its watch found a problem',
  about: 'The watch continues. To roll back, use `rollback`.',
  parts: [{ term: 'because REASON', about: 'the reason, up to the end of the line' }],
  examples: [{ command: '/release continue because the load test did it', about: 'keeps the release' }],
  role: ROLE_OF.Continue,
  where: ['tracking-issue'],
  takes: { places: 0, options: {}, because: 'must' },
  read: (given) => ({ name: 'continue', because: parseReason(given) }),
  target: 'rolling',
  toCommand: ({ because }, said) => ({ type: 'Continue', ...said, because }),
}
