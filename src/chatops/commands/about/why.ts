import { type CommandSpec, NOTHING } from '../../command.ts'

/** Law 8: what is missing, why, what to do next. */
export const whyCommand: CommandSpec<'why'> = {
  name: 'why',
  said: ['why'],
  meant: ['reason', 'reasons', 'blocked', 'waiting', 'gates'],
  usage: 'why',
  summary: 'say why the release is where it is',
  about:
    'Names each thing that has to hold before the next step and does not, with what would mend it and who said what so far.',
  parts: [],
  examples: [{ command: '/release why', about: 'why does it not go on?' }],
  role: 'anybody',
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'why' }),
}
