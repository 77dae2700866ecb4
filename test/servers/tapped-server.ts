import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { PassingCall } from '../../sandbox/github/tap.ts'
import { listenHere } from './listen-here.ts'

/** A call that changes something on a server. */
interface WriteCall {
  readonly method: string
  readonly path: string
  readonly body: string
}

/** Sees every write pass, before it is done and after: `breaks` ends the connection, and nobody hears of it. */
export type WriteTap = (call: WriteCall, when: PassingCall['when']) => Promise<'goes-on' | 'breaks'>

/** Stands in front of a server of this machine, and lets reads through. @returns where it listens */
export async function openTappedServer(target: string, tap: WriteTap): Promise<string> {
  const server = createServer((request, response) => {
    pass(request, response, { target, tap }).catch(() => response.destroy())
  })
  return listenHere(server)
}

interface Passage {
  readonly target: string
  readonly tap: WriteTap
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  { target, tap }: Passage,
): Promise<void> {
  const body = (await buffer(request)).toString()
  const { method = 'GET', url: path = '/' } = request
  const taps = async (when: PassingCall['when']) =>
    method === 'GET' ? 'goes-on' : tap({ method, path, body }, when)
  if ((await taps('before')) === 'breaks') return void response.destroy()
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && !HOP.has(name) ? [[name, value]] : [],
  )
  const answer = await fetch(target + path, { method, headers, ...(method === 'GET' ? {} : { body }) })
  const text = await answer.text()
  if ((await taps('after')) === 'breaks') return void response.destroy()
  const date = answer.headers.get('date')
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? 'application/json',
    ...(date === null ? {} : { date }),
  })
  response.end(text)
}

const HOP = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect'])
