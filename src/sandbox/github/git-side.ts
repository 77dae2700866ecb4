import { Buffer } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { changesBetween, refsChanged } from './actions/references.ts'
import { meetTrouble, type Trouble } from './faults.ts'
import { type GitReply, gitHttp, sendGit } from './git/http-backend.ts'
import { listRefs } from './git/refs.ts'
import { authenticate, tokenOf } from './http/authenticate.ts'
import { roleOf } from './http/route.ts'
import type { Caller, Level, Repository } from './state.ts'
import { type Passing, pass } from './tap.ts'
import { allows, repositoryNamed, type World } from './world.ts'

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
  const caller = callerOf(world, request)
  const repository = repositoryNamed(world, name) ?? world.renamed.get(name.toLowerCase())
  const refused = refusalOf(caller, repository, pushes ? 'write' : 'read')
  if (refused || !caller || !repository) {
    request.resume()
    sendGit(response, refused ?? NOT_FOUND)
    return true
  }
  const turn = { request, response, url, path, caller, repository, body: request }
  if (path === '/info/refs') await answerGit(world, { ...turn, trouble: undefined, isLost: never })
  else await exchange(world, turn, `git${path.replace('git-', '')}`)
  return true
}

/** An exchange that taps and faults know. What is pushed is read whole first, so that they see what it is. */
async function exchange(
  world: World,
  turn: Omit<GitTurn, 'trouble' | 'isLost'>,
  call: string,
): Promise<void> {
  const { request, path, caller, url } = turn
  const sent = path === '/git-receive-pack' ? await buffer(request) : null
  const zipped = request.headers['content-encoding'] === 'gzip'
  const body = sent && zipped ? gunzipSync(sent) : (sent ?? Buffer.alloc(0))
  const passing = { call, method: 'POST', path: url.pathname, caller, body }
  const breaks = async (when: Passing['when']) => (await pass(world.taps, { when, ...passing })) === 'breaks'
  if (await breaks('before')) {
    request.socket.destroy()
    return
  }
  const trouble = meetTrouble(world.faults, call)
  const isLost = async () => (await breaks('after')) || trouble?.kind === 'reply-lost'
  await answerGit(world, { ...turn, body: sent ? Readable.from([sent]) : request, trouble, isLost })
}

async function never(): Promise<boolean> {
  return false
}

interface GitTurn {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  readonly path: string
  readonly caller: Caller
  readonly repository: Repository
  readonly body: Readable
  readonly trouble: Trouble | undefined
  /** Asked when it is done: whether its answer never arrives. */
  readonly isLost: () => Promise<boolean>
}

async function answerGit(world: World, turn: GitTurn): Promise<void> {
  const { request, response, url, path, caller, repository, body, trouble, isLost } = turn
  const troubled = trouble && (await troubledReply(world, request, trouble))
  if (troubled) {
    request.resume()
    sendGit(response, troubled)
    return
  }
  const user = caller.kind === 'person' || caller.kind === 'installation' ? caller.account : undefined
  const before = path === '/git-receive-pack' ? await listRefs(repository.gitDir, 'refs/') : undefined
  const reply = await gitHttp(request, {
    gitDir: repository.gitDir,
    url,
    path,
    user: user?.login ?? 'anyone',
    body,
  })
  if (before && user) {
    const changes = changesBetween(before, await listRefs(repository.gitDir, 'refs/'))
    await refsChanged({ world, repository, by: user }, changes)
    world.pulse.beat()
  }
  if (await isLost()) request.socket.destroy()
  else sendGit(response, reply)
}

async function troubledReply(
  world: World,
  request: IncomingMessage,
  trouble: Trouble,
): Promise<GitReply | undefined> {
  switch (trouble.kind) {
    case 'broken':
      return plain(trouble.status, 'Server Error')
    case 'secondary-limit':
      return {
        ...plain(429, 'Too many requests'),
        headers: { 'retry-after': String(trouble.retryAfterSeconds) },
      }
    case 'expired':
      world.tokens.delete(tokenOf(request.headers.authorization) ?? '')
      return ASK
    case 'overtaken':
      await trouble.by()
      return undefined
    case 'reply-lost':
    case 'lag':
      return undefined
  }
}

/** A token that GitHub does not know gets no further, not even where everybody may read. */
function callerOf(world: World, request: IncomingMessage): Caller | undefined {
  const token = tokenOf(request.headers.authorization)
  try {
    return authenticate(world, token)
  } catch {
    return undefined
  }
}

function refusalOf(
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
      const role = roleOf(repository, caller.account)
      if (role === 'none') return NOT_FOUND
      return level === 'read' || /^(write|maintain|admin)$/.test(role) ? undefined : DENIED
    }
    case 'installation': {
      if (!repository || !(caller.repositories?.includes(repository.id) ?? true)) return NOT_FOUND
      return allows(caller.permissions, 'contents', level) ? undefined : DENIED
    }
  }
}

function plain(status: number, text: string): GitReply {
  return { status, headers: { 'content-type': 'text/plain' }, body: Buffer.from(`${text}\n`) }
}

const ASK: GitReply = {
  ...plain(401, 'Invalid username or token.'),
  headers: { 'content-type': 'text/plain', 'www-authenticate': 'Basic realm="GitHub"' },
}
const DENIED = plain(403, 'Write access to repository not granted.')
const NOT_FOUND = plain(404, 'Repository not found.')
