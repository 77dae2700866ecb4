import { z } from 'zod'
import type { DiscordAnswer } from '../../../messages/discord/answer.ts'
import { enqueue } from '../../../store/jobs/outbox.ts'
import { type Performed, TASK_DONE, type Task } from '../../../store/jobs/tasks.ts'
import type { Unit } from '../../../store/transaction.ts'
import type { RuntimeDependencies } from '../../context.ts'
import { type DiscordReplyTo, discordReplyTo } from '../../ports/discord-command.ts'
import { Later } from '../../ports/retry-later.ts'

/** The work of the topic `messages` that answers somebody in Discord. */
export const DISCORD_REPLY = 'discord-reply'

/** Seconds after which Discord takes no answer (https://discord.com/developers/docs/interactions/receiving-and-responding). */
const FRESH_SECONDS = 900
/** Seconds in which an answer may come before Discord knows that one follows. */
const EARLY_SECONDS = 10

const schema = z.object({
  to: discordReplyTo,
  /** Ours, as it was put there. */
  message: z.custom<DiscordAnswer>((message) => typeof message === 'object' && message !== null),
})

/** An answer to one person. */
interface DiscordReply {
  /** Of what is answered, for which there is one answer. */
  readonly id: string
  readonly user: string
  readonly to: DiscordReplyTo
  readonly message: DiscordAnswer
}

/** Has somebody answered after the commit. */
export async function enqueueDiscordReply(unit: Unit, reply: DiscordReply, at: number): Promise<void> {
  const { id, user, to, message } = reply
  await enqueue(unit, [
    {
      topic: 'messages',
      source: DISCORD_REPLY,
      key: id,
      lane: `discord:${user}:replies`,
      type: DISCORD_REPLY,
      payload: JSON.stringify({ to, message }),
      addedAt: at,
      at: null,
    },
  ])
}

/** Sends an answer. It may be sent again: Discord shows it in the place of the one before. */
export async function performDiscordReply(
  { chats, log, now }: RuntimeDependencies,
  task: Task,
): Promise<Performed> {
  const { to, message } = schema.parse(JSON.parse(task.payload))
  if (chats.discord === null) return TASK_DONE
  const age = now() - task.addedAt
  if (age < FRESH_SECONDS && (await chats.discord.reply(to, message))) return TASK_DONE
  // The answer may be quicker than the word that one follows, before which Discord takes none.
  if (age < EARLY_SECONDS) throw new Later(now() + 1, "Discord doesn't accept the answer yet")

  log.warn({ work: task.key }, 'Discord refused an answer: it came too late.')
  return TASK_DONE
}
