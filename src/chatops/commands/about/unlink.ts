import { type CommandSpec, NOTHING } from '../../command.ts'

/** Ends what `link` began; the record keeps that it was. */
export const unlinkCommand: CommandSpec<'unlink'> = {
  name: 'unlink',
  said: ['unlink'],
  meant: ['logout', 'signout', 'sign-out', 'disconnect'],
  usage: 'unlink',
  summary: 'end the link between your Slack user and your GitHub user',
  about: 'From then on you can act in Slack no more, until you link anew. What you did before stays yours.',
  parts: [],
  examples: [{ command: '/release unlink', about: 'end it' }],
  role: 'anybody',
  where: ['slack'],
  takes: NOTHING,
  read: () => ({ name: 'unlink' }),
}
