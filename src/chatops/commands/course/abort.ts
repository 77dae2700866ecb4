import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { ReleaseCommandSpec } from '../../command.ts'
import { parseReason } from '../../parsing/values.ts'

/** The end of a release that is not to be. */
export const abortCommand: ReleaseCommandSpec<'abort'> = {
  name: 'abort',
  said: ['abort'],
  meant: ['cancel', 'kill', 'quit', 'end', 'withdraw'],
  usage: 'abort [because REASON]',
  summary: 'cancel the release',
  about:
    'Closes its pull requests. Before the tag is requested, you can cut the version again; after that, the version number is used up. To pause a release, use `hold`.',
  parts: [{ term: 'because REASON', about: 'the reason, up to the end of the line' }],
  examples: [
    {
      command: '/release abort because v2.1.0 comes tomorrow',
      about: 'cancels it and closes its pull requests',
    },
  ],
  role: ROLE_OF.Abort,
  where: ['tracking-issue'],
  takes: { places: 0, options: {}, because: 'may' },
  read: (given) => ({ name: 'abort', because: parseReason(given) }),
  toCommand: ({ because }, said) => ({ type: 'Abort', ...said, because }),
}
