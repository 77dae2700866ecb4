import { ROLE_OF } from '../../release/lifecycle/commands.ts'
import type { CommandSpec } from '../command.ts'
import { reasonIn } from '../values.ts'

/** The end of a release that is not to be. */
export const abort: CommandSpec<'abort'> = {
  name: 'abort',
  said: ['abort'],
  meant: ['cancel', 'close', 'kill', 'quit', 'end', 'withdraw'],
  usage: 'abort [because REASON]',
  summary: 'end a release that is not to be',
  about:
    'It is never taken up again, and its version is not cut a second time. Say `hold` to stop it for a while.',
  parts: [{ term: 'because REASON', about: 'why, in your own words, to the end of the line' }],
  examples: [{ command: '/release abort because v2.1.0 comes tomorrow', about: 'for good' }],
  role: ROLE_OF.Abort,
  where: ['tracking-issue'],
  takes: { places: 0, options: {}, because: 'may' },
  read: (given) => ({ name: 'abort', because: reasonIn(given) }),
}
