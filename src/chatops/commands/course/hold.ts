import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { ReleaseCommandSpec } from '../../command.ts'
import { parseReason } from '../../parsing/values.ts'

/** Law 9: whoever doubts may hold. */
export const holdCommand: ReleaseCommandSpec<'hold'> = {
  name: 'hold',
  said: ['hold'],
  meant: ['pause', 'stop', 'wait', 'halt', 'suspend'],
  usage: 'hold [because REASON]',
  summary: 'pause the release until someone resumes it',
  about: 'Running work finishes, and nothing new starts before `resume`.',
  parts: [{ term: 'because REASON', about: 'the reason, up to the end of the line' }],
  examples: [
    { command: '/release hold because we wait for the fix of #1250', about: 'pauses it for the fix' },
  ],
  role: ROLE_OF.Hold,
  where: ['tracking-issue'],
  takes: { places: 0, options: {}, because: 'may' },
  read: (given) => ({ name: 'hold', because: parseReason(given) }),
  toCommand: ({ because }, said) => ({ type: 'Hold', ...said, because }),
}
