import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { type CommandSpec, NOTHING } from '../../command.ts'

/** §4.1: the on-call engineer is briefed. */
export const ackCommand: CommandSpec<'ack'> = {
  name: 'ack',
  said: ['ack'],
  meant: ['acknowledge', 'on-call', 'oncall'],
  usage: 'ack',
  summary: 'say that you are on call and know what is coming',
  about: 'It answers `on-call`, with your name and the time.',
  parts: [],
  examples: [{ command: '/release ack', about: 'before production changes' }],
  role: ROLE_OF.AcknowledgeOnCall,
  where: ['tracking-issue'],
  takes: NOTHING,
  read: () => ({ name: 'ack' }),
}
