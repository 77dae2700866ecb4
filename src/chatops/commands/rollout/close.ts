import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { NOTHING, type ReleaseCommandSpec } from '../../command.ts'

/** Post-Release Review: the end of a release. */
export const closeCommand: ReleaseCommandSpec<'close'> = {
  name: 'close',
  said: ['close'],
  meant: ['complete'],
  usage: 'close',
  summary: 'close a release after its watch and review',
  about: 'The watch has to be over, and what comes after the release done.',
  parts: [],
  examples: [{ command: '/release close', about: 'when the review is written' }],
  role: ROLE_OF.Close,
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'close' }),
  target: 'rolling',
  toCommand: (_, said) => ({ type: 'Close', ...said }),
}
