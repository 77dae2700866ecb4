import { type CommandSpec, NOTHING } from '../../command.ts'

/** Law 8: what is missing, why, what to do next. */
export const whyCommand: CommandSpec<'why'> = {
  name: 'why',
  said: ['why'],
  meant: ['reason', 'reasons', 'blocked', 'waiting', 'gates'],
  usage: 'why',
  summary: "explain why the release doesn't move on",
  about: 'Lists everything that is missing for the next step, how to fix it, and who has answered so far.',
  parts: [],
  examples: [{ command: '/release why', about: 'explains what is missing' }],
  role: 'anybody',
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'why' }),
}
