import { Buffer } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { changesBetween, handleRefsChanged } from './actions/references.ts'
import { type FaultKind, takeFault } from './faults.ts'
import { type GitReply, sendGit, serveGitHttp } from './git/http-backend.ts'
import { listRefs } from './git/refs.ts'
import { authenticate, parseToken } from './http/authenticate.ts'
import { getRole } from './http/route.ts'
import type { Caller, Level, Repository } from './state.ts'
import { type PassingCall, pass } from './tap.ts'
import { allows, findRepository, type World } from './world.ts'

const PATH =
  /^\/(?<repository>[^/]+\/[^/]+?)(?:\.git)?(?<path>\/(?:info\/refs|git-upload-pack|git-receive-pack))$/

/** Serves git over HTTP beside the API: `/owner/name.git`. Says whether the request was one of git's. */
export async function serveGit(
  world: World,
  {
    request,
    response,
    url,
  }: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly url: URL },
): Promise<boolean> {
  const { repository: name, path } = PATH.exec(url.pathname)?.groups ?? {}
  if (!name || !path) return false
  const pushes = path === '/git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack'
  const caller = findCaller(world, request)
  const repository = findRepository(world, name) ?? world.renamed.get(name.toLowerCase())
  const refused = findRefusal(caller, repository, pushes ? 'write' : 'read')
  if (refused || !caller || !repository) {
    request.resume()
    sendGit(response, refused ?? NOT_FOUND)
    return true
  }
  const exchange = { request, response, url, path, caller, repository, body: request }
  if (path === '/info/refs') await answerGit(world, { ...exchange, trouble: undefined, isLost: neverBreak })
  else await exchangeGit(world, exchange, `git${path.replace('git-', '')}`)
  return true
}

/** An exchange that taps and faults know. What is pushed is read whole first, so that they see what it is. */
async function exchangeGit(
  world: World,
  exchange: Omit<GitExchange, 'trouble' | 'isLost'>,
  call: string,
): Promise<void> {
  const { request, path, caller, url } = exchange
  const sent = path === '/git-receive-pack' ? await buffer(request) : null
  const zipped = request.headers['content-encoding'] === 'gzip'
  const body = sent && zipped ? gunzipSync(sent) : (sent ?? Buffer.alloc(0))
  const passing = { call, method: 'POST', path: url.pathname, caller, body }
  const shouldBreak = async (when: PassingCall['when']) =>
    (await pass(world.taps, { when, ...passing })) === 'breaks'
  if (await shouldBreak('before')) {
    request.socket.destroy()
    return
  }
  const fault = takeFault(world.faults, call)
  const isLost = async () => (await shouldBreak('after')) || fault?.kind === 'reply-lost'
  await answerGit(world, {
    ...exchange,
    body: sent ? Readable.from([sent]) : request,
    trouble: fault,
    isLost,
  })
}

async function neverBreak(): Promise<boolean> {
  return false
}

interface GitExchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  readonly path: string
  readonly caller: Caller
  readonly repository: Repository
  readonly body: Readable
  readonly trouble: FaultKind | undefined
  /** Asked when it is done: whether its answer never arrives. */
  readonly isLost: () => Promise<boolean>
}

async function answerGit(world: World, exchange: GitExchange): Promise<void> {
  const { request, response, url, path, caller, repository, body, trouble: fault, isLost } = exchange
  const troubled = fault && (await replyWithFault(world, request, fault))
  if (troubled) {
    request.resume()
    sendGit(response, troubled)
    return
  }
  const user = caller.kind === 'person' || caller.kind === 'installation' ? caller.account : undefined
  const before = path === '/git-receive-pack' ? await listRefs(repository.gitDir, 'refs/') : undefined
  const reply = await serveGitHttp(request, {
    gitDir: repository.gitDir,
    url,
    path,
    user: user?.login ?? 'anyone',
    body,
  })
  if (before && user) {
    const changes = changesBetween(before, await listRefs(repository.gitDir, 'refs/'))
    await handleRefsChanged({ world, repository, by: user }, changes)
    world.ticks.tick()
  }
  if (await isLost()) request.socket.destroy()
  else sendGit(response, reply)
}

async function replyWithFault(
  world: World,
  request: IncomingMessage,
  fault: FaultKind,
): Promise<GitReply | undefined> {
  switch (fault.kind) {
    case 'echoed':
    case 'broken':
      return replyPlain(fault.status, 'Server Error')
    case 'secondary-limit':
      return {
        ...replyPlain(429, 'Too many requests'),
        headers: { 'retry-after': String(fault.retryAfterSeconds) },
      }
    case 'expired':
      world.tokens.delete(parseToken(request.headers.authorization) ?? '')
      return ASK
    case 'overtaken':
      await fault.by()
      return undefined
    case 'reply-lost':
    case 'lag':
      return undefined
  }
}

/** A token that GitHub does not know gets no further, not even where everyone may read. */
function findCaller(world: World, request: IncomingMessage): Caller | undefined {
  const token = parseToken(request.headers.authorization)
  try {
    return authenticate(world, token)
  } catch {
    return undefined
  }
}

function findRefusal(
  caller: Caller | undefined,
  repository: Repository | undefined,
  level: Level,
): GitReply | undefined {
  if (!caller) return ASK
  switch (caller.kind) {
    case 'app':
    case 'client':
      return ASK
    case 'anyone':
      return repository && !repository.private && level === 'read' ? undefined : ASK
    case 'person': {
      if (!repository) return NOT_FOUND
      const role = getRole(repository, caller.account)
      if (role === 'none') return NOT_FOUND
      return level === 'read' || /^(write|maintain|admin)$/.test(role) ? undefined : DENIED
    }
    case 'installation': {
      if (!repository || !(caller.repositories?.includes(repository.id) ?? true)) return NOT_FOUND
      return allows(caller.permissions, 'contents', level) ? undefined : DENIED
    }
  }
}

function replyPlain(status: number, text: string): GitReply {
  return { status, headers: { 'content-type': 'text/plain' }, body: Buffer.from(`${text}\n`) }
}

const ASK: GitReply = {
  ...replyPlain(401, 'Invalid username or token.'),
  headers: { 'content-type': 'text/plain', 'www-authenticate': 'Basic realm="GitHub"' },
}
const DENIED = replyPlain(403, 'Write access to repository not granted.')
const NOT_FOUND = replyPlain(404, 'Repository not found.')
