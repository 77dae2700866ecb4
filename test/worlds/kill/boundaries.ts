import { z } from 'zod'
import type { Repository } from '../../../sandbox/github/state.ts'
import type { PassingCall } from '../../../sandbox/github/tap.ts'

/**
 * What the App is about to write, named by what it does and what about, so that the same thing has the same name in
 * every run; null for a call that changes nothing of a release. Reads by GraphQL are POSTs as well.
 */
export function boundaryOf(repository: Repository, passing: PassingCall): string | null {
  const { call, method, caller, body, path } = passing
  const isApps = caller.kind === 'installation' || caller.kind === 'app'
  if (!isApps || method === 'GET' || NO_WRITES.has(call)) return null
  const text = body.toString()
  switch (call) {
    case 'graphql':
      return named(call, /^\s*mutation[^{]*\{\s*(\w+)/.exec(QUERY.parse(JSON.parse(text)).query)?.[1])
    case 'git/receive-pack':
      return named(call, /refs\/\S+(?=\0)/.exec(text)?.[0])
    case 'apps/redeliver-webhook-delivery':
      return call
    default:
      return `${call} ${whereIs(repository, path, text)} ${whatOf(repository, text)}`.trim()
  }
}

const NO_WRITES = new Set(['apps/create-installation-access-token', 'git/upload-pack'])
const QUERY = z.object({ query: z.string() })

function named(call: string, what: string | undefined): string | null {
  return what === undefined ? null : `${call} ${what}`
}

/** The path below the repository, without ids. */
function whereIs(repository: Repository, path: string, text: string): string {
  const below = decodeURIComponent(path.replace(/^\/repos\/[^/]+\/[^/]+\//, ''))
  const comment = /^issues\/comments\/(\d+)/.exec(below)?.[1]
  if (comment !== undefined) return saidIn(repository, Number(comment))
  if (below.startsWith('check-runs')) return OUTPUT.parse(JSON.parse(text)).output.title
  return below.replace(/^(releases|actions\/jobs)\/\d+/, '$1')
}

const OUTPUT = z.object({ output: z.object({ title: z.string() }) })

/** What people said, or the mark of what the App said. */
function saidIn({ comments }: Repository, id: number): string {
  const body = comments.find((one) => one.id === id)?.body ?? ''
  return kindIn(body) || body
}

/** The mark of a text, and what was answered; what it says besides is one thing however often it is drawn. */
function whatOf(repository: Repository, text: string): string {
  const read = BODY.safeParse(text.startsWith('{') ? JSON.parse(text) : {})
  const { body = '', state = '', sha = '', head_sha: head = '', ref = '' } = read.success ? read.data : {}
  const answered = /release-captain:answer comment-(\d+)/.exec(body)?.[1]
  if (answered !== undefined) return `answer to ${saidIn(repository, Number(answered))}`
  const pull = repository.issues.find((one) => one.pull?.head === (sha || head))?.number
  return [ref, state, pull === undefined ? '' : `#${pull}`, kindIn(body)].filter(Boolean).join(' ')
}

const BODY = z.object({
  body: z.string().optional(),
  state: z.string().optional(),
  sha: z.string().optional(),
  head_sha: z.string().optional(),
  ref: z.string().optional(),
})

function kindIn(body: string): string {
  return /<!-- release-captain:(\S+) [^\n]*-->\s*$/.exec(body)?.[1] ?? ''
}
