import { formatLocalTime } from '../../release/calendar.ts'
import { fill } from '../../release/policy/text-schemas.ts'

interface Disclosed {
  /** `godel/api`, the repository that everyone reads. */
  readonly repository: string
  readonly dueAt: number
  readonly timeZone: string
}

/** The mail ahead of a disclosure: the text that the policy allows, with the product and the time put in, and no word more. */
export function renderPreNotification(
  allowed: string,
  { repository, dueAt, timeZone }: Disclosed,
): { readonly subject: string; readonly text: string } {
  const product = repository.split('/').at(-1) ?? repository
  const time = formatLocalTime(dueAt, timeZone)
  return {
    subject: `${product}: a security release is coming`,
    text: `${fill(allowed, { product, time })}\n`,
  }
}
