import PostalMime from 'postal-mime'
import type { Bounce } from '../../runtime/ports/mailer.ts'

/** The largest bounce that is read, in bytes. */
export const MOST_BOUNCE_BYTES = 1024 * 1024

/**
 * Reads a delivery status notification (RFC 3464), as a mail server hands it on. Null for a mail that is none: an
 * out-of-office reply is no bounce.
 */
export async function readBounce(raw: string): Promise<Bounce | null> {
  if (Buffer.byteLength(raw) > MOST_BOUNCE_BYTES) return null
  const parser = new PostalMime({ attachmentEncoding: 'utf8', forceRfc822Attachments: true })
  const { attachments } = await parser.parse(raw)
  const part = (...types: readonly string[]) => {
    const found = attachments.find(({ mimeType }) => types.includes(mimeType))
    return typeof found?.content === 'string' ? found.content : ''
  }
  const report = readFields(part('message/delivery-status'))
  const action = report.get('action')?.toLowerCase()
  if (action !== 'failed' && action !== 'delayed') return null
  const original = readFields(part('message/rfc822', 'text/rfc822-headers'))
  return {
    messageId: original.get('message-id') ?? null,
    recipient: withoutType(report.get('final-recipient') ?? report.get('original-recipient')),
    action,
    status: report.get('status') ?? '',
    diagnostic: withoutType(report.get('diagnostic-code'))?.slice(0, 300) ?? '',
  }
}

/** Header fields by their names in small letters; the last of each, unfolded. */
function readFields(text: string): ReadonlyMap<string, string> {
  const unfolded = text.replaceAll(/\r?\n[ \t]+/g, ' ')
  const lines = unfolded.split(/\r?\n/)
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [, name, value] = /^([A-Za-z-]{1,80}):\s*(.*)$/.exec(line) ?? []
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()]]
    }),
  )
}

/** `rfc822; ada@example.com`, `smtp; 550 no such user` */
function withoutType(value: string | undefined): string | null {
  return value?.replace(/^[A-Za-z0-9-]+;\s*/, '') ?? null
}
