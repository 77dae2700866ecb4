import { createTransport } from 'nodemailer'
import type { Mail, Mailer, MailOutcome } from '../../runtime/ports/mailer.ts'
import { watchConversation } from './conversation.ts'
import { classifyFailure } from './failures.ts'

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly url: string
  /** `Godel Releases <releases@godel.example>` */
  readonly from: string
  readonly timeoutMs?: number
  /** Whether plain text to this machine is let through: for the sandbox and for tests. */
  readonly loopback: boolean
}

const TIMEOUT_MS = 20_000
/** Exactly one, so that nobody else gets what is for one customer. */
const ONE_ADDRESS = /^[^\s<>,;:"@]{1,64}@[^\s<>,;:"@]{1,253}$/

/** Opens a mail server. Each mail has a connection of its own, so that what becomes of one says nothing of another. */
export function openSmtpMailer(options: SmtpOptions): Mailer {
  return { sendMail: (mail) => sendMail(options, mail) }
}

async function sendMail(options: SmtpOptions, mail: Mail): Promise<MailOutcome> {
  if (!ONE_ADDRESS.test(mail.to)) return { kind: 'refused', code: 0, response: 'not one address' }
  const conversation = watchConversation()
  const transport = createTransport({ ...toConnection(options), logger: conversation.logger, debug: true })
  try {
    const { messageId, response } = await transport.sendMail(toMessage(options, mail))
    return { kind: 'accepted', messageId, response: toLine(response) }
  } catch (error) {
    return classifyFailure(error, conversation.isDataBegun())
  } finally {
    transport.close()
  }
}

/** Passwords go over TLS alone, but on this machine. */
function toConnection({ url, timeoutMs = TIMEOUT_MS, loopback }: SmtpOptions) {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const isHere = loopback && hostname === '127.0.0.1'
  return {
    host: hostname,
    port: port === '' ? toDefaultPort(secure) : Number(port),
    secure,
    requireTLS: !secure && !isHere,
    ignoreTLS: isHere,
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function toDefaultPort(secure: boolean): number {
  return secure ? 465 : 587
}

function toMessage({ from }: SmtpOptions, { key, to, subject, text }: Mail) {
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from
  const domain = address.split('@')[1] ?? 'localhost'
  return {
    from,
    to: { name: '', address: to },
    envelope: { from: address, to: [to] },
    subject,
    text,
    messageId: `<${key}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
  }
}

function toLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 300)
}
