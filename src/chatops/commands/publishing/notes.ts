import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { NOTHING, type ReleaseCommandSpec } from '../../command.ts'

/** §3.1: the release notes. */
export const notesCommand: ReleaseCommandSpec<'notes'> = {
  name: 'notes',
  said: ['notes'],
  meant: ['changelog', 'draft', 'release-notes'],
  usage: 'notes',
  summary: 'draft the release notes again',
  about:
    'The notes are drafted when the tests are green. Until the tag is requested, this command drafts them again from what is in the release now.',
  parts: [],
  examples: [{ command: '/release notes', about: 'drafts them again' }],
  role: ROLE_OF.Notes,
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'notes' }),
  toCommand: (_, said) => ({ type: 'Notes', ...said }),
}
