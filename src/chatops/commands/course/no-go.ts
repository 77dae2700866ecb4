import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { ReleaseCommandSpec } from '../../command.ts'
import { parseReason } from '../../parsing/values.ts'

/** Law 9: one no is enough. */
export const noGoCommand: ReleaseCommandSpec<'no-go'> = {
  name: 'no-go',
  said: ['no-go'],
  meant: ['no', 'nack', 'reject', 'deny', 'decline', 'veto', 'block'],
  usage: 'no-go because REASON',
  summary: 'reject the open question',
  about:
    'One no-go is enough, even after a go: the question is closed, and the release is held until `resume`.',
  parts: [{ term: 'because REASON', about: 'the reason, up to the end of the line' }],
  examples: [
    { command: '/release no-go because the canary of 2.0.0 is still red', about: 'stops the release here' },
  ],
  role: ROLE_OF.NoGo,
  where: ['tracking-issue'],
  takes: { places: 0, options: {}, because: 'must' },
  read: (given) => ({ name: 'no-go', because: parseReason(given) }),
  toCommand: ({ because }, said) => ({ type: 'NoGo', ...said, because, saw: null }),
}
