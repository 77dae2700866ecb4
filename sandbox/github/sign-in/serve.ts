import { Buffer } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { type FaultKind, takeFault } from '../faults.ts'
import { pass } from '../tap.ts'
import { findAccount, type World } from '../world.ts'
import { exchangeCode, grant } from './grants.ts'
import { renderSignInPage, renderWrongPage, type SignInPage } from './page.ts'
import { createCallbackUrl, parseWish } from './wish.ts'

/** As faults and taps know it. */
const CALL = 'login/oauth/access_token'
const LARGEST_BODY = 64 * 1024

interface SignInExchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
}

/** GitHub's web flow, which is no part of its API: says whether the request was one of it. */
export async function serveSignIn(world: World, exchange: SignInExchange): Promise<boolean> {
  const { request, response, url } = exchange
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /login/oauth/authorize':
      ask(world, exchange)
      return true
    case 'POST /login/oauth/authorize':
      decide(world, exchange, new URLSearchParams((await readBody(request)).toString()))
      return true
    case 'POST /login/oauth/access_token':
      await replyExchange(world, exchange, await readBody(request))
      return true
    default:
      if (!url.pathname.startsWith('/login/oauth/')) return false
      request.resume()
      response.writeHead(404).end()
      return true
  }
}

function ask(world: World, { response, url }: SignInExchange): void {
  const read = parseWish(world, url.searchParams)
  switch (read.kind) {
    case 'unknown':
      showPage(response, 404, renderWrongPage('Not Found'))
      break
    case 'wrong':
      showPage(response, 400, renderWrongPage(read.says))
      break
    case 'sent-back':
      redirectTo(response, read.to)
      break
    case 'wish':
      showPage(response, 200, renderSignInPage(world, read.wish, url.searchParams))
  }
}

/** The page's form. Whoever plays says who they are; no other site says it for them. */
function decide(world: World, { request, response }: SignInExchange, form: URLSearchParams): void {
  const site = request.headers['sec-fetch-site'] ?? 'same-origin'
  const read = parseWish(world, form)
  const account = findAccount(world, form.get('login') ?? '')
  if (site !== 'same-origin' || read.kind !== 'wish' || account?.type !== 'User') {
    showPage(response, 422, renderWrongPage('Your browser did something unexpected.'))
    return
  }
  const isLetIn = form.get('decision') === 'authorize'
  const answer = isLetIn ? { code: grant(world, account, read.wish) } : DENIED
  redirectTo(response, createCallbackUrl(read.wish, answer))
}

const DENIED = {
  error: 'access_denied',
  error_description: 'The user has denied your application access.',
}

async function replyExchange(
  world: World,
  { request, response, url }: SignInExchange,
  body: Buffer,
): Promise<void> {
  const passing = {
    call: CALL,
    method: 'POST',
    path: url.pathname,
    caller: { kind: 'anyone' },
    body,
  } as const
  if ((await pass(world.taps, { when: 'before', ...passing })) === 'breaks') {
    hangUp(request)
    return
  }
  const fault = takeFault(world.faults, CALL)
  const status = fault && (await playFault(fault))
  if (status !== undefined) {
    response.writeHead(status, { 'content-type': 'text/html' }).end('<p>Server Error</p>')
    return
  }
  const answer = exchangeCode(world, parseBody(request, body))
  world.ticks.tick()
  const isLost = (await pass(world.taps, { when: 'after', ...passing })) === 'breaks'
  if (isLost || fault?.kind === 'reply-lost') {
    hangUp(request)
    return
  }
  const wantsJson = request.headers.accept?.includes('application/json') ?? false
  const text = wantsJson ? JSON.stringify(answer) : new URLSearchParams(encodeForm(answer)).toString()
  const type = wantsJson ? 'application/json; charset=utf-8' : 'application/x-www-form-urlencoded'
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(text)
}

/** The status of an answer that does nothing; undefined where it is worked. */
async function playFault(fault: FaultKind): Promise<number | undefined> {
  switch (fault.kind) {
    case 'echoed':
    case 'broken':
      return fault.status
    case 'secondary-limit':
      return 429
    case 'overtaken':
      await fault.by()
      return undefined
    case 'expired':
    case 'reply-lost':
    case 'lag':
      return undefined
  }
}

function parseBody({ headers }: IncomingMessage, body: Buffer): unknown {
  if (!headers['content-type']?.startsWith('application/json'))
    return Object.fromEntries(new URLSearchParams(body.toString()))
  try {
    return JSON.parse(body.toString())
  } catch {
    return null
  }
}

function encodeForm(answer: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, String(value)]))
}

function showPage(response: ServerResponse, status: number, { html, policy }: SignInPage): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'origin-when-cross-origin',
  })
  response.end(html)
}

function redirectTo(response: ServerResponse, location: string): void {
  response.writeHead(302, { location, 'cache-control': 'no-store' }).end()
}

function hangUp({ socket }: IncomingMessage): void {
  socket.destroy()
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const body = await buffer(request)
  return body.length > LARGEST_BODY ? Buffer.alloc(0) : body
}
