import { Buffer } from 'node:buffer'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface MailboxOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** 0, or left out, takes a free one. */
  readonly port?: number
}

/** What the server does with the next mail to an address. */
export type MailFault =
  /** Says no to the recipient for good, or for now. */
  | { readonly kind: 'refuses' | 'defers'; readonly to: string }
  /** Takes the mail and breaks the connection before it says so. */
  | { readonly kind: 'reply-lost'; readonly to: string }
  /** Breaks the connection before it takes anything. */
  | { readonly kind: 'hangs-up'; readonly to: string }

/** A mail server on this machine, with all that came to it. */
export interface Mailbox {
  /** `smtp://captain:secret@127.0.0.1:2525` */
  readonly url: string
  readonly mails: () => readonly ReceivedMail[]
  readonly fails: (...faults: readonly MailFault[]) => void
  readonly onChange: (listener: () => void) => () => void
  readonly close: () => Promise<void>
}

export interface ReceivedMail {
  readonly messageId: string
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  /** As it came, with its headers. */
  readonly raw: string
  /** Milliseconds since 1970. */
  readonly at: number
}

interface Post {
  readonly mails: ReceivedMail[]
  readonly faults: MailFault[]
  readonly listeners: Set<() => void>
  readonly now: () => number
}

const [USER, PASSWORD] = ['captain', 'sandbox-mail-secret']
const LARGEST_MAIL = 1_000_000

export async function openMailbox({ now, port = 0 }: MailboxOptions): Promise<Mailbox> {
  const post: Post = { mails: [], faults: [], listeners: new Set(), now }
  const server = createServer(post)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('The mailbox listens on no port.')
  return {
    url: `smtp://${USER}:${PASSWORD}@127.0.0.1:${address.port}`,
    mails: () => post.mails,
    fails: (...faults) => post.faults.push(...faults),
    onChange: (listener) => {
      post.listeners.add(listener)
      return () => post.listeners.delete(listener)
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function createServer(post: Post): SMTPServer {
  return new SMTPServer({
    ...{ size: LARGEST_MAIL, disabledCommands: ['STARTTLS'], allowInsecureAuth: true, logger: false },
    closeTimeout: 100,
    onAuth: ({ username, password }, _, done) =>
      username === USER && password === PASSWORD
        ? done(null, { user: USER })
        : done(withCode('Authentication failed', 535)),
    onRcptTo: ({ address }, _, done) => {
      if (take(post, 'refuses', address)) return done(withCode('5.1.1 No such user here', 550))
      if (take(post, 'defers', address)) return done(withCode('4.2.1 Mailbox busy', 450))
      if (take(post, 'hangs-up', address)) return hangUp()
      return done()
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]?.address ?? ''
        keep(post, to, Buffer.concat(chunks)).then(() => {
          if (take(post, 'reply-lost', to)) hangUp()
          else done()
        }, done)
      })
    },
  })

  /** Nothing is answered; whoever waits runs into their time-out. */
  function hangUp(): void {}
}

async function keep(post: Post, to: string, raw: Buffer): Promise<void> {
  const { messageId = '', from, subject = '', text = '' } = await PostalMime.parse(raw)
  const content = { messageId, from: from?.address ?? '', to, subject, text: text.trimEnd() }
  post.mails.push({ ...content, raw: raw.toString('latin1'), at: post.now() })
  for (const listener of [...post.listeners]) listener()
}

function take({ faults }: Post, kind: MailFault['kind'], to: string): boolean {
  const index = faults.findIndex((one) => one.kind === kind && one.to === to)
  if (index >= 0) faults.splice(index, 1)
  return index >= 0
}

function withCode(message: string, responseCode: number): Error {
  return Object.assign(new Error(message), { responseCode })
}
