import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { NOTHING, type ReleaseCommandSpec } from '../../command.ts'

/** §4.1: the on-call engineer is briefed. */
export const ackCommand: ReleaseCommandSpec<'ack'> = {
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
  target: 'rolling',
  toCommand: (_, said) => ({ type: 'AcknowledgeOnCall', ...said }),
}
