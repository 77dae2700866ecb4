import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { ApiProblem } from '../../github/http/problem.ts'
import type { ActionResult, PageData } from '../wire/wire.ts'
import { performPageAction } from './actions/perform-action.ts'
import type { PageAsset } from './assets.ts'
import { type Guard, HEADERS, type RejectedRequest } from './guard.ts'
import type { Live } from './live.ts'
import type { PageContext } from './page-context.ts'
import { viewOverview } from './views/overview.ts'
import { viewPath } from './views/path.ts'

const LARGEST_BODY = 1024 * 1024

interface PageServer {
  readonly context: PageContext
  readonly guard: Guard
  readonly live: Live
  readonly assets: ReadonlyMap<string, PageAsset>
}

interface PageAnswer {
  readonly status: number
  readonly body: unknown
}

/** The page's own HTTP: its files, what it reads, what it does, and a line on which it hears of changes. */
export function servePage(templateSet: PageServer): Server {
  return createServer((request, response) => {
    answerRequest(templateSet, request, response).catch((error: unknown) => {
      if (response.headersSent) response.end()
      else replyJson(response, toProblemAnswer(error))
    })
  })
}

async function answerRequest(
  templateSet: PageServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { guard, live, context } = templateSet
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page')
  switch (`${request.method} ${pathname}`) {
    case 'GET /api/events':
      return respondUnlessTurned(guard.refusesLoading(request), response, async () =>
        live.serve(request, response),
      )
    case 'GET /api/look':
      return respondUnlessTurned(guard.refusesAsking(request), response, async () =>
        replyJson(response, { status: 200, body: await viewLook(context, searchParams) }),
      )
    case 'POST /api/do':
      return respondUnlessTurned(guard.refusesAsking(request), response, async () => {
        replyJson(response, { status: 200, body: await performAction(context, await readBody(request)) })
      })
    default:
      return respondUnlessTurned(guard.refusesLoading(request), response, async () =>
        sendAsset(templateSet, request, response),
      )
  }
}

async function respondUnlessTurned(
  turned: RejectedRequest | null,
  response: ServerResponse,
  otherwise: () => Promise<void>,
): Promise<void> {
  if (turned) replyJson(response, { status: turned.status, body: { says: turned.why } })
  else await otherwise()
}

async function viewLook(context: PageContext, asked: URLSearchParams): Promise<PageData> {
  const beat = context.looking.world.ticks.countTicks()
  const [overview, view] = await Promise.all([
    viewOverview(context, asked.get('me') ?? ''),
    viewPath(context.looking, asked.get('at') ?? '/'),
  ])
  return { beat, overview, view }
}

function sendAsset(
  { assets }: PageServer,
  { url = '/', method }: IncomingMessage,
  response: ServerResponse,
): void {
  const asset = method === 'GET' ? assets.get(new URL(url, 'http://page').pathname) : undefined
  if (!asset) {
    replyJson(response, { status: 404, body: { says: 'There is nothing here.' } })
    return
  }
  const { type, bytes } = asset
  response.writeHead(200, { ...HEADERS, 'content-type': type, 'content-length': bytes.length })
  response.end(bytes)
}

function replyJson(response: ServerResponse, { status, body }: PageAnswer): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}

/** A no of the sandbox's GitHub is an answer for whoever asked, and no failure of the page. */
async function performAction(context: PageContext, asked: unknown): Promise<ActionResult> {
  try {
    await performPageAction(context, asked)
    return { done: true }
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status >= 500) throw error
    return { done: false, status: error.status, says: formatProblem(error) }
  }
}

function formatProblem({ message, errors = [] }: ApiProblem): string {
  const more = errors.map((one) =>
    typeof one === 'string' ? one : (one.message ?? `${one.field ?? one.resource}: ${one.code}`),
  )
  return more.length === 0 ? message : [message.replace(/\.$/, ''), ...more].join('. ')
}

function toProblemAnswer(error: unknown): PageAnswer {
  if (error instanceof ApiProblem) return { status: error.status, body: { says: formatProblem(error) } }
  return { status: 500, body: { says: String(error) } }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk)
    if (text.length > LARGEST_BODY) throw new ApiProblem(413, 'That is too long.')
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiProblem(400, "That isn't JSON.")
  }
}
