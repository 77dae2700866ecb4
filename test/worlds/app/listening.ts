import { createServer } from 'node:http'
import { openMailbox } from '../../../sandbox/mailbox/open.ts'
import { type ConnectionSettings, parseConnections } from '../../../src/settings/connections.ts'
import { listenHere } from '../../servers/listen-here.ts'
import { closeAfterFile } from '../close-after.ts'
import { listEncodings } from './encodings.ts'
import { type AppWorld, openAppWorld } from './world.ts'

/** Where something left the App for readers who aren't on the security team. */
export type Way = 'public repository' | 'slack' | 'discord' | 'mail' | 'servers' | 'log' | 'http'

/** All bytes that left, by the way that they took. */
export interface Overheard {
  readonly app: AppWorld
  /** Keeps what somebody outside was shown. */
  readonly keep: (way: Way, bytes: string) => void
  readonly bytes: (way: Way) => number
  /** `slack: CVE-2026-77777` for each word that left in whatever encoding, with what stood around it. */
  readonly find: (words: readonly string[]) => readonly string[]
}

/** An App with its chats and all servers that it can be connected to, every byte for outsiders being kept. */
export async function openOverheardApp(repositories: readonly string[]): Promise<Overheard> {
  const heard: { readonly way: Way; readonly bytes: string }[] = []
  const keep = (way: Way, bytes: string) => {
    heard.push({ way, bytes })
  }
  const url = await listen((bytes) => keep('servers', bytes))
  const mailbox = await openMailbox({ now: () => 0 })
  closeAfterFile(mailbox.close)
  mailbox.onChange(() => keep('mail', mailbox.mails().at(-1)?.raw ?? ''))
  const security = { channel: '' }
  const app = await openAppWorld({
    ...{ lasts: 'file', product: 'none', chats: true },
    connections: connectAll(repositories, { url, mailbox: mailbox.url }),
    hears: (line) => keep('log', line),
    sees: (chat, { path, body }) => {
      const isForSecurity = chat === 'slack' && body.includes(security.channel)
      if (!isForSecurity) keep(chat, `${path}\n${body}`)
    },
  })
  security.channel = app.chats().slack.channel('security')
  return {
    app,
    keep,
    bytes: (way) => heard.filter((one) => one.way === way).reduce((sum, { bytes }) => sum + bytes.length, 0),
    find: (words) => [
      ...new Set(heard.flatMap(({ way, bytes }) => words.flatMap((word) => listFinds({ way, bytes }, word)))),
    ],
  }
}

function connectAll(
  repositories: readonly string[],
  { url, mailbox }: { readonly url: string; readonly mailbox: string },
): ConnectionSettings {
  const secret = 'a secret of sixteen and more'
  const settings = parseConnections(
    JSON.stringify({
      mail: [{ repositories, url: mailbox, from: 'releases@godel.test' }],
      webhooks: [{ name: 'ci', repositories, url, secret }],
      statusPages: [{ repositories, kind: 'webhook', url, secret }],
      forums: [{ repositories, kind: 'discourse', url, apiKey: secret, username: 'captain' }],
      social: [{ repositories, kind: 'mastodon', url, token: secret }],
    }),
  )
  if ('kind' in settings) throw new Error(settings.what)
  return settings
}

async function listen(hear: (bytes: string) => void): Promise<string> {
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('latin1').on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      hear(`${request.method} ${request.url}\n${JSON.stringify(request.headers)}\n${body}`)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  return listenHere(server)
}

function listFinds({ way, bytes }: { readonly way: Way; readonly bytes: string }, word: string): string[] {
  const plain = decode(bytes).toLowerCase()
  const form = listEncodings(word).find((one) => plain.includes(one.toLowerCase()))
  if (form === undefined) return []
  const at = plain.indexOf(form.toLowerCase())
  return [`${way}: ${word} in ${plain.slice(Math.max(0, at - 160), at + 60)}`]
}

/** Quoted-printable with its soft line breaks taken out (RFC 2045 §6.7), and folded base64 on one line. */
function decode(bytes: string): string {
  const unquoted = bytes
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return `${bytes}\n${unquoted}\n${bytes.replaceAll(/\r?\n/g, '')}\n${bytes.replaceAll('\\u2060', '').replaceAll('\u2060', '')}`
}
