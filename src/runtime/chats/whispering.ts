import { z } from 'zod'
import type { SlackMessage } from '../../messages/slack/blocks.ts'
import { DONE, type Performed, type Task } from '../../store/tasks.ts'
import type { Unit } from '../../store/transaction.ts'
import { enqueue } from '../../store/work.ts'
import type { Whisper } from '../ports/slack.ts'
import type { World } from '../world.ts'

/** The work of the topic `messages` that is an answer to somebody alone. */
export const WHISPER = 'whisper'

/** Seconds after which nobody waits for an answer any more, and Slack takes none. */
const FRESH_SECONDS = 1_800

const schema = z.object({
  to: z.object({
    channel: z.string(),
    thread: z.string().nullable(),
    user: z.string(),
    answerUrl: z.string().nullable(),
  }),
  /** Ours, as it was put there. */
  message: z.custom<SlackMessage>((message) => typeof message === 'object' && message !== null),
})

/** What is said to somebody in Slack alone. */
export interface Whispering {
  /** Of what is answered, for which there is one answer. */
  readonly id: string
  readonly to: Whisper
  readonly message: SlackMessage
}

/** Has somebody told something after the commit. */
export async function giveWhisper(unit: Unit, { id, to, message }: Whispering, at: number): Promise<void> {
  await enqueue(unit, [
    {
      topic: 'messages',
      source: WHISPER,
      key: id,
      lane: `slack:${to.user}:whispers`,
      type: WHISPER,
      payload: JSON.stringify({ to, message }),
      addedAt: at,
      at: null,
    },
  ])
}

/** Nobody can look for what only one person sees: where its answer was lost, they may see it twice. */
export async function performWhisper({ chats, now }: World, task: Task): Promise<Performed> {
  const { to, message } = schema.parse(JSON.parse(task.payload))
  if (chats.slack === null || now() - task.addedAt > FRESH_SECONDS) return DONE

  await chats.slack.whisper(to, message)
  return DONE
}
