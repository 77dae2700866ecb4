import type { Limits } from '../../limits.ts'
import { openMemoryBudget } from '../../read-body.ts'
import { type Reply, replyJson } from '../../reply.ts'
import type { HttpCall } from '../../route.ts'
import { receiveSlackRequest } from './receive-request.ts'
import { type SlackEndpoint, type SlackTaken, toStatus } from './slack-endpoint.ts'

/** Answers what Slack posts; what is refused is counted, and tells nothing of why to whoever posted it. */
export function createSlackRoute(
  endpoint: SlackEndpoint,
  { now, limits }: { readonly now: () => number; readonly limits: Limits },
): (call: HttpCall) => Promise<Reply> {
  const intake = { endpoint, now, limits, room: openMemoryBudget(limits.largeBytes) }
  return async ({ request, id, log }) => {
    const taken = await receiveSlackRequest(request, intake)
    const { outcome } = taken
    endpoint.count(outcome)
    if (toStatus(outcome) >= 400) log.warn({ outcome }, 'A request from Slack was refused.')
    else log.info({ outcome }, 'A request from Slack came in.')
    return replyTo(taken, id)
  }
}

function replyTo({ outcome, answer }: SlackTaken, id: string): Reply {
  // Slack tells who pressed that it did not work, where we have not told them.
  if (answer !== null && answer !== '') return replyJson(200, answer)
  const status = answer === '' ? 200 : toStatus(outcome)
  if (status >= 400) return replyJson(status, { outcome, request: id })
  return { status, contentType: 'text/plain; charset=utf-8', text: '' }
}
