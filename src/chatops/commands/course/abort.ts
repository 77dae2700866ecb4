import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { CommandSpec } from '../../command.ts'
import { parseReason } from '../../parsing/values.ts'

/** The end of a release that is not to be. */
export const abortCommand: CommandSpec<'abort'> = {
  name: 'abort',
  said: ['abort'],
  meant: ['cancel', 'close', 'kill', 'quit', 'end', 'withdraw'],
  usage: 'abort [because REASON]',
  summary: 'end a release that is not to be',
  about:
    'Its pull requests are closed. Before its tag was asked for, the version may be cut anew; after that it is spent. Say `hold` to stop it for a while.',
  parts: [{ term: 'because REASON', about: 'why, in your own words, to the end of the line' }],
  examples: [
    { command: '/release abort because v2.1.0 comes tomorrow', about: 'its pull requests are closed' },
  ],
  role: ROLE_OF.Abort,
  where: ['tracking-issue'],
  takes: { places: 0, options: {}, because: 'may' },
  read: (given) => ({ name: 'abort', because: parseReason(given) }),
}
