import { type CommandSpec, NOTHING } from '../../command.ts'

/** Ends what `link` began; the record keeps that it was. */
export const unlinkCommand: CommandSpec<'unlink'> = {
  name: 'unlink',
  said: ['unlink'],
  meant: ['logout', 'signout', 'sign-out', 'disconnect'],
  usage: 'unlink',
  summary: 'unlink your Slack user from your GitHub user',
  about:
    "You can't use release buttons and commands in Slack until you link your account again. The record keeps what you did before.",
  parts: [],
  examples: [{ command: '/release unlink', about: 'end it' }],
  role: 'anybody',
  where: ['slack'],
  takes: NOTHING,
  read: () => ({ name: 'unlink' }),
}
