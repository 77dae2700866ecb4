import { Buffer } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { meetTrouble, type Trouble } from '../faults.ts'
import { pass } from '../tap.ts'
import { accountNamed, type World } from '../world.ts'
import { exchange, grant } from './grants.ts'
import { askingPage, type SignInPage, wrongPage } from './page.ts'
import { readWish, sentBack } from './wish.ts'

/** As faults and taps know it. */
const CALL = 'login/oauth/access_token'
const LARGEST_BODY = 64 * 1024

interface Turn {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
}

/** GitHub's web flow, which is no part of its API: says whether the request was one of it. */
export async function serveSignIn(world: World, turn: Turn): Promise<boolean> {
  const { request, response, url } = turn
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /login/oauth/authorize':
      ask(world, turn)
      return true
    case 'POST /login/oauth/authorize':
      decide(world, turn, new URLSearchParams((await bodyOf(request)).toString()))
      return true
    case 'POST /login/oauth/access_token':
      await exchanged(world, turn, await bodyOf(request))
      return true
    default:
      if (!url.pathname.startsWith('/login/oauth/')) return false
      request.resume()
      response.writeHead(404).end()
      return true
  }
}

function ask(world: World, { response, url }: Turn): void {
  const read = readWish(world, url.searchParams)
  switch (read.kind) {
    case 'unknown':
      show(response, 404, wrongPage('Not Found'))
      break
    case 'wrong':
      show(response, 400, wrongPage(read.says))
      break
    case 'sent-back':
      lead(response, read.to)
      break
    case 'wish':
      show(response, 200, askingPage(world, read.wish, url.searchParams))
  }
}

/** The page's form. Whoever plays says who they are; no other site says it for them. */
function decide(world: World, { request, response }: Turn, form: URLSearchParams): void {
  const site = request.headers['sec-fetch-site'] ?? 'same-origin'
  const read = readWish(world, form)
  const account = accountNamed(world, form.get('login') ?? '')
  if (site !== 'same-origin' || read.kind !== 'wish' || account?.type !== 'User') {
    show(response, 422, wrongPage('Your browser did something unexpected.'))
    return
  }
  const isLetIn = form.get('decision') === 'authorize'
  const answer = isLetIn ? { code: grant(world, account, read.wish) } : DENIED
  lead(response, sentBack(read.wish, answer))
}

const DENIED = {
  error: 'access_denied',
  error_description: 'The user has denied your application access.',
}

async function exchanged(world: World, { request, response, url }: Turn, body: Buffer): Promise<void> {
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
  const trouble = meetTrouble(world.faults, CALL)
  const status = trouble && (await troubled(trouble))
  if (status !== undefined) {
    response.writeHead(status, { 'content-type': 'text/html' }).end('<p>Server Error</p>')
    return
  }
  const answer = exchange(world, parsed(request, body))
  world.pulse.beat()
  const isLost = (await pass(world.taps, { when: 'after', ...passing })) === 'breaks'
  if (isLost || trouble?.kind === 'reply-lost') {
    hangUp(request)
    return
  }
  const wantsJson = request.headers.accept?.includes('application/json') ?? false
  const text = wantsJson ? JSON.stringify(answer) : new URLSearchParams(formOf(answer)).toString()
  const type = wantsJson ? 'application/json; charset=utf-8' : 'application/x-www-form-urlencoded'
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(text)
}

/** The status of an answer that does nothing; undefined where it is worked. */
async function troubled(trouble: Trouble): Promise<number | undefined> {
  switch (trouble.kind) {
    case 'broken':
      return trouble.status
    case 'secondary-limit':
      return 429
    case 'overtaken':
      await trouble.by()
      return undefined
    case 'expired':
    case 'reply-lost':
    case 'lag':
      return undefined
  }
}

function parsed({ headers }: IncomingMessage, body: Buffer): unknown {
  if (!headers['content-type']?.startsWith('application/json'))
    return Object.fromEntries(new URLSearchParams(body.toString()))
  try {
    return JSON.parse(body.toString())
  } catch {
    return null
  }
}

function formOf(answer: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, String(value)]))
}

function show(response: ServerResponse, status: number, { html, policy }: SignInPage): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'origin-when-cross-origin',
  })
  response.end(html)
}

function lead(response: ServerResponse, location: string): void {
  response.writeHead(302, { location, 'cache-control': 'no-store' }).end()
}

function hangUp({ socket }: IncomingMessage): void {
  socket.destroy()
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const body = await buffer(request)
  return body.length > LARGEST_BODY ? Buffer.alloc(0) : body
}
