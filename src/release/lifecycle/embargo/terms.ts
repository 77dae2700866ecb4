import { z } from 'zod'
import type { Policy } from '../../policy.ts'

/** Who gets a mail ahead of a disclosure, how long before in seconds, and what it says. */
export const preNotifyTermsSchema = z
  .strictObject({ to: z.array(z.string()).readonly(), beforeSeconds: z.number(), text: z.string() })
  .readonly()

/** Takes the pre-notification of a policy into the terms; nothing where it names no one. */
export function pinPreNotification({
  preNotify: to,
  preNotifyBefore: beforeSeconds,
  preNotifyText: text,
}: Policy['security']): { readonly preNotify?: z.output<typeof preNotifyTermsSchema> } {
  return to.length === 0 ? {} : { preNotify: { to, beforeSeconds, text } }
}
