import type { GitHubAdapterOptions } from '../options.ts'
import { type ApiResponse, toOneLine } from './api-response.ts'
import { CallFailed, type NamedCall } from './failure.ts'

/** A request as Octokit has put it together. */
export interface Outgoing {
  readonly url: string
  readonly init: RequestInit
}

/** One request and its answer, whatever that is. @throws {CallFailed} without a status where none came */
export type Exchange = (
  call: Outgoing,
  authorization: string | null,
) => Promise<ApiResponse & { readonly moved: boolean }>

const TIMEOUT_MS = 15_000
/** https://docs.github.com/rest/about-the-rest-api/api-versions */
const API_VERSION = '2022-11-28'

export function createExchange({
  fetch: given,
  userAgent,
}: Pick<GitHubAdapterOptions, 'fetch' | 'userAgent'>): Exchange {
  const ask = given ?? fetch
  return async (call, authorization) => {
    const headers = new Headers(call.init.headers)
    headers.set('user-agent', userAgent)
    headers.set('x-github-api-version', API_VERSION)
    if (authorization !== null) headers.set('authorization', authorization)
    try {
      const answer = await ask(call.url, { ...call.init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) })
      const bytes = await answer.arrayBuffer()
      return { status: answer.status, headers: answer.headers, bytes, moved: answer.redirected }
    } catch (error) {
      throw new CallFailed(nameCall(call), null, explainFailure(error))
    }
  }
}

/** A call without its query, which may say more than a log should. */
export function nameCall({ url, init }: Outgoing): NamedCall {
  return { method: init.method ?? 'GET', path: new URL(url).pathname }
}

function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer'
  if (error.name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} seconds`
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null
  return code === null ? `no answer (${toOneLine(error.message)})` : `no answer (${code})`
}
