import { HTTP } from 'cloudevents'
import { z } from 'zod'
import { type ReceivedWebhook, verifyWebhook } from '../../../http-client/sign-webhook.ts'
import type { DeploymentState } from '../../../runtime/ports/deployer.ts'
import { CHANGED } from './open.ts'
import { stateDocument, toState } from './state.ts'

export type Callback =
  | { readonly kind: 'changed'; readonly key: string; readonly state: DeploymentState }
  | { readonly kind: 'unauthorized' | 'malformed' }

const changed = z.object({
  type: z.literal(CHANGED),
  /** The key of the deployment. */
  subject: z.string().min(1).max(200),
  data: stateDocument,
})

/**
 * Reads what a deployer posts when a deployment changed: a CloudEvent, signed as ours are. It is a hint: whoever acts on
 * it asks the deployer first.
 *
 * @param now seconds since 1970
 */
export function readCallback(secret: string, received: ReceivedWebhook, now: number): Callback {
  if (verifyWebhook(secret, received, now) === null) return { kind: 'unauthorized' }
  const read = changed.safeParse(toEvent(received))
  if (!read.success) return { kind: 'malformed' }
  return { kind: 'changed', key: read.data.subject, state: toState(read.data.data) }
}

function toEvent({ headers, body }: ReceivedWebhook): unknown {
  const plain = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
  try {
    return HTTP.toEvent({ headers: plain, body })
  } catch {
    return null
  }
}
