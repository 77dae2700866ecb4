import { Buffer } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { spawnSandboxGit } from './run.ts'

/** One request of git's smart HTTP, for one repository. */
interface GitRequest {
  readonly gitDir: string
  readonly url: URL
  /** Below the repository: `/info/refs`, `/git-receive-pack`. */
  readonly path: string
  readonly user: string
  /** The body as it came, zipped or not. */
  readonly body: Readable
}

/** What the CGI program answered. */
export interface GitReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Has git itself answer, by its CGI program. */
export async function serveGitHttp(
  request: IncomingMessage,
  { gitDir, url, path, user, body }: GitRequest,
): Promise<GitReply> {
  const child = spawnSandboxGit(
    gitDir,
    ['-c', 'http.receivepack=true', '-c', 'http.uploadpack=true', 'http-backend'],
    {
      GIT_PROJECT_ROOT: gitDir,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: getHeader(request, 'git-protocol'),
      PATH_INFO: path,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: getHeader(request, 'content-type'),
      REMOTE_USER: user,
      REMOTE_ADDR: '127.0.0.1',
    },
  )
  const out: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.resume()
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve())
  })
  // git ends early when it refuses; what it has not read by then does not matter.
  const zipped = request.headers['content-encoding'] === 'gzip'
  const fed = zipped ? pipeline(body, createGunzip(), child.stdin) : pipeline(body, child.stdin)
  await fed.catch(() => undefined)
  await ended
  return replyFrom(Buffer.concat(out))
}

/** Sends it on. */
export function sendGit(response: ServerResponse, { status, headers, body }: GitReply): void {
  response.writeHead(status, { ...headers, 'content-length': body.length })
  response.end(body)
}

function replyFrom(out: Buffer): GitReply {
  const end = out.indexOf('\r\n\r\n')
  const lines = out.subarray(0, Math.max(0, end)).toString().split('\r\n')
  const pairs = lines.map((line): [string, string] => {
    const [name = '', ...value] = line.split(': ')
    return [name.toLowerCase(), value.join(': ')]
  })
  const { status, ...headers } = Object.fromEntries(pairs)
  const whole = end >= 0
  return {
    status: Number.parseInt(status ?? (whole ? '200' : '500'), 10),
    headers,
    body: out.subarray(end + 4),
  }
}

function getHeader({ headers }: IncomingMessage, name: string): string {
  const value = headers[name]
  return typeof value === 'string' ? value : ''
}
