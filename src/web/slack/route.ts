import { openRoom } from '../body.ts'
import type { Limits } from '../limits.ts'
import { json, type Reply } from '../reply.ts'
import type { Call } from '../route.ts'
import { type SlackEntrance, type SlackTaken, statusOf } from './entrance.ts'
import { takeInSlack } from './taking-in.ts'

/** Answers what Slack posts; what is refused is counted, and tells nothing of why to whoever posted it. */
export function slackRoute(
  entrance: SlackEntrance,
  { now, limits }: { readonly now: () => number; readonly limits: Limits },
): (call: Call) => Promise<Reply> {
  const intake = { entrance, now, limits, room: openRoom(limits.largeBytes) }
  return async ({ request, id, log }) => {
    const taken = await takeInSlack(request, intake)
    const { outcome } = taken
    entrance.count(outcome)
    if (statusOf(outcome) >= 400) log.warn({ outcome }, 'What Slack posted was refused.')
    else log.info({ outcome }, 'Slack posted something.')
    return replyTo(taken, id)
  }
}

function replyTo({ outcome, answer }: SlackTaken, id: string): Reply {
  // Slack tells who pressed that it did not work, where we have not told them.
  if (answer !== null && answer !== '') return json(200, answer)
  const status = answer === '' ? 200 : statusOf(outcome)
  if (status >= 400) return json(status, { outcome, request: id })
  return { status, contentType: 'text/plain; charset=utf-8', text: '' }
}
