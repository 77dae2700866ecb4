import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { checkMessage } from './limits.ts'
import { addEphemeral, type SlackState } from './state.ts'

/** Where answers to one thing that someone did go. */
interface Address {
  readonly user: string
  readonly channel: string
  readonly thread: string | null
  readonly until: number
  left: number
}

/** Slack's addresses for answers (`response_url`): five answers within half an hour. */
export interface Answers {
  /** @returns the name of a new address */
  open(to: Pick<Address, 'user' | 'channel' | 'thread'>): string
  take(name: string, body: string): AnswerTaken
}

interface AnswerTaken {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

const HALF_AN_HOUR_MS = 30 * 60 * 1000
const MOST_ANSWERS = 5

const ANSWER = z.object({
  response_type: z.literal('ephemeral').default('ephemeral'),
  replace_original: z.literal(false).optional(),
  text: z.string(),
  blocks: z.unknown().optional(),
})

/** Only answers to one person alone are played. */
export function openAnswers(seen: SlackState, now: () => number): Answers {
  const all = new Map<string, Address>()
  return {
    open(to) {
      const name = randomUUID()
      all.set(name, { ...to, until: now() + HALF_AN_HOUR_MS, left: MOST_ANSWERS })
      return name
    },
    take(name, body) {
      const address = all.get(name)
      if (!address || now() > address.until) return createRefusal(404, 'expired_url')
      if (address.left === 0) return createRefusal(404, 'used_url')
      const read = ANSWER.safeParse(JSON.parse(body))
      if (!read.success) return createRefusal(400, 'invalid_payload')
      const checked = checkMessage(read.data.blocks, read.data.text)
      if (checked.kind === 'wrong') return createRefusal(400, checked.error)
      address.left -= 1
      const { user, channel, thread } = address
      const ephemeral = { channel, thread, at: now(), text: read.data.text, blocks: checked.value }
      addEphemeral(seen, user, { ...ephemeral, from: 'app' })
      return { status: 200, body: { ok: true } }
    },
  }
}

function createRefusal(status: number, error: string): AnswerTaken {
  return { status, body: { ok: false, error } }
}
