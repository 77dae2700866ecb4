import { z } from 'zod'
import type { SlackMessage } from '../../../messages/slack/format/blocks.ts'
import { enqueue } from '../../../store/jobs/outbox.ts'
import { type Performed, TASK_DONE, type Task } from '../../../store/jobs/tasks.ts'
import type { Unit } from '../../../store/transaction.ts'
import type { RuntimeDependencies } from '../../context.ts'
import type { EphemeralTarget } from '../../ports/slack.ts'

/** The work of the topic `messages` that is an answer to somebody alone. */
export const EPHEMERAL = 'whisper'

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
interface EphemeralContext {
  /** Of what is answered, for which there is one answer. */
  readonly id: string
  readonly to: EphemeralTarget
  readonly message: SlackMessage
}

/** Has somebody told something after the commit. */
export async function enqueueEphemeral(
  unit: Unit,
  { id, to, message }: EphemeralContext,
  at: number,
): Promise<void> {
  await enqueue(unit, [
    {
      topic: 'messages',
      source: EPHEMERAL,
      key: id,
      lane: `slack:${to.user}:whispers`,
      type: EPHEMERAL,
      payload: JSON.stringify({ to, message }),
      addedAt: at,
      at: null,
    },
  ])
}

/** Nobody can look for what only one person sees: where its answer was lost, they may see it twice. */
export async function performEphemeral({ chats, now }: RuntimeDependencies, task: Task): Promise<Performed> {
  const { to, message } = schema.parse(JSON.parse(task.payload))
  if (chats.slack === null || now() - task.addedAt > FRESH_SECONDS) return TASK_DONE

  await chats.slack.sendEphemeral(to, message)
  return TASK_DONE
}
