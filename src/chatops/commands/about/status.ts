import { type CommandSpec, NOTHING } from '../../command.ts'

/** Where a release stands. */
export const statusCommand: CommandSpec<'status'> = {
  name: 'status',
  said: ['status'],
  meant: ['state', 'show', 'info', 'where', 'progress', 'list'],
  usage: 'status',
  summary: 'show the status of the release and what it waits for',
  about: 'On a tracking issue it shows that release. Elsewhere it shows all open releases.',
  parts: [],
  examples: [{ command: '/release status', about: 'shows the status' }],
  role: 'anybody',
  where: ['tracking-issue', 'pull-request', 'issue'],
  takes: NOTHING,
  read: () => ({ name: 'status' }),
}
