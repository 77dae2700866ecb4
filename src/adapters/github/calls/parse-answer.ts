import { type ZodType, z } from 'zod'
import { Refused } from '../../../release/refusal.ts'
import type { Octokit } from '../octokit.ts'
import { toOneLine } from './api-response.ts'
import { CallFailed } from './failure.ts'

/** GitHub's endpoints by their names, with the types of GitHub's description: `rest.issues.createComment`. */
export type Rest = Octokit['rest']

/** One call of an endpoint. */
export type ApiCall = (rest: Rest) => Promise<AskedCall>

interface AskedCall {
  readonly data: unknown
  readonly url: string
  readonly headers: { readonly link?: string | undefined }
}

/** What of an answer is used, and the Link header, by which a list says that there is more. */
export interface ParsedAnswer<T> {
  readonly data: T
  readonly link: string
}

/**
 * Makes a call and reads what of its answer is used.
 *
 * @throws what stands behind Octokit's wrapping: `Refused`, `Later`, `CallFailed`; CallFailed too where the answer is
 * not as GitHub describes it
 */
export async function parseAnswer<T>(rest: Rest, ask: ApiCall, schema: ZodType<T>): Promise<ParsedAnswer<T>> {
  const { data, headers, url } = await ask(rest).catch((error: unknown) => {
    throw unwrapError(error)
  })
  const read = schema.safeParse(data)
  if (read.success) return { data: read.data, link: headers.link ?? '' }
  const where = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  const said = `GitHub's answer doesn't match its API description (${where.slice(0, 3).join('; ')})`
  throw new CallFailed({ method: 'after', path: getPath(url) }, null, said)
}

const HTTP_ERROR = z.object({
  name: z.literal('HttpError'),
  status: z.number(),
  message: z.string(),
  request: z.object({ method: z.string(), url: z.string() }),
})

/** Octokit wraps what its fetch throws, and keeps the whole request beside it. */
export function unwrapError(error: unknown): unknown {
  const read = HTTP_ERROR.safeParse(error)
  if (!(read.success && error instanceof Error)) return error
  if (error.cause instanceof Error) return error.cause
  const { status, message, request } = read.data
  const failed = new CallFailed(
    { method: request.method, path: getPath(request.url) },
    status,
    toOneLine(message),
  )
  return status === 401 ? new Refused(UNKNOWN_APP, failed) : failed
}

const UNKNOWN_APP = {
  kind: 'usage',
  what: "GitHub doesn't recognize the App: the App's id and its private key don't belong together.",
  next: "Compare both with the App's settings on GitHub. If the key was deleted, create a new one there.",
} as const

function getPath(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url
}
