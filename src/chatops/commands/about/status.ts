import { type CommandSpec, NOTHING } from '../../command.ts'

/** Where a release stands. */
export const statusCommand: CommandSpec<'status'> = {
  name: 'status',
  said: ['status'],
  meant: ['state', 'show', 'info', 'where', 'progress', 'list'],
  usage: 'status',
  summary: 'say where the release is and what it waits for',
  about: 'In the tracking issue that of its release; elsewhere all releases that are open.',
  parts: [],
  examples: [{ command: '/release status', about: 'where are we?' }],
  role: 'anybody',
  where: ['tracking-issue', 'pull-request', 'issue'],
  takes: NOTHING,
  read: () => ({ name: 'status' }),
}
