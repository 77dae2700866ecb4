import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Problem } from '../github/http/problem.ts'
import type { Asset } from './assets.ts'
import { perform } from './deeds/perform.ts'
import { type Guard, HEADERS, type Turned } from './guard.ts'
import type { Live } from './live.ts'
import { overviewOf } from './look/overview.ts'
import { viewAt } from './look/view.ts'
import type { Scenery } from './scenery.ts'
import type { Done, Look } from './wire.ts'

const LARGEST_BODY = 1024 * 1024

interface House {
  readonly scenery: Scenery
  readonly guard: Guard
  readonly live: Live
  readonly assets: ReadonlyMap<string, Asset>
}

interface Answer {
  readonly status: number
  readonly body: unknown
}

/** The page's own HTTP: its files, what it reads, what it does, and a line on which it hears of changes. */
export function servePage(house: House): Server {
  return createServer((request, response) => {
    answer(house, request, response).catch((error: unknown) => {
      if (response.headersSent) response.end()
      else json(response, problemOf(error))
    })
  })
}

async function answer(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { guard, live, scenery } = house
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page')
  switch (`${request.method} ${pathname}`) {
    case 'GET /api/events':
      return unless(guard.refusesLoading(request), response, async () => live.serve(request, response))
    case 'GET /api/look':
      return unless(guard.refusesAsking(request), response, async () =>
        json(response, { status: 200, body: await look(scenery, searchParams) }),
      )
    case 'POST /api/do':
      return unless(guard.refusesAsking(request), response, async () => {
        json(response, { status: 200, body: await done(scenery, await bodyOf(request)) })
      })
    default:
      return unless(guard.refusesLoading(request), response, async () => sendAsset(house, request, response))
  }
}

async function unless(
  turned: Turned | null,
  response: ServerResponse,
  otherwise: () => Promise<void>,
): Promise<void> {
  if (turned) json(response, { status: turned.status, body: { says: turned.why } })
  else await otherwise()
}

async function look(scenery: Scenery, asked: URLSearchParams): Promise<Look> {
  const beat = scenery.looking.world.pulse.beats()
  const [overview, view] = await Promise.all([
    overviewOf(scenery, asked.get('me') ?? ''),
    viewAt(scenery.looking, asked.get('at') ?? '/'),
  ])
  return { beat, overview, view }
}

function sendAsset(
  { assets }: House,
  { url = '/', method }: IncomingMessage,
  response: ServerResponse,
): void {
  const asset = method === 'GET' ? assets.get(new URL(url, 'http://page').pathname) : undefined
  if (!asset) {
    json(response, { status: 404, body: { says: 'There is nothing here.' } })
    return
  }
  const { type, bytes } = asset
  response.writeHead(200, { ...HEADERS, 'content-type': type, 'content-length': bytes.length })
  response.end(bytes)
}

function json(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}

/** A no of the sandbox's GitHub is an answer for whoever asked, and no failure of the page. */
async function done(scenery: Scenery, asked: unknown): Promise<Done> {
  try {
    await perform(scenery, asked)
    return { done: true }
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    return { done: false, status: error.status, says: wordsOf(error) }
  }
}

function wordsOf({ message, errors = [] }: Problem): string {
  const more = errors.map((one) =>
    typeof one === 'string' ? one : (one.message ?? `${one.field ?? one.resource}: ${one.code}`),
  )
  return more.length === 0 ? message : [message.replace(/\.$/, ''), ...more].join('. ')
}

function problemOf(error: unknown): Answer {
  if (error instanceof Problem) return { status: error.status, body: { says: wordsOf(error) } }
  return { status: 500, body: { says: String(error) } }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk)
    if (text.length > LARGEST_BODY) throw new Problem(413, 'That is too long.')
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem(400, 'That is no JSON.')
  }
}
