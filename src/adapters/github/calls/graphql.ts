import { type ZodType, z } from 'zod'
import { Refused } from '../../../release/refusal.ts'
import { Later } from '../../../runtime/ports/retry-later.ts'
import type { Octokit } from '../octokit.ts'
import { toOneLine } from './api-response.ts'
import { CallFailed } from './failure.ts'
import { unwrapError } from './parse-answer.ts'

/** One query or mutation, with its variables: what comes from outside is never part of the text. */
export interface GraphQLCall {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

interface Expected<T> {
  readonly schema: ZodType<T>
  /** Seconds since 1970. */
  readonly now: number
}

/** What Octokit throws where GitHub says beside the data what is wrong. */
const RESPONSE_ERROR = z.object({
  name: z.literal('GraphqlResponseError'),
  data: z.unknown().optional(),
  errors: z.array(z.object({ type: z.string().optional(), message: z.string() })),
})
/** How long to wait where GitHub does not say, in seconds. */
const UNTOLD_S = 60
const CALL = { method: 'POST', path: '/graphql' }

/**
 * The data of an answer. GitHub answers 200 whatever happens, and says what is wrong beside the data: of that, only that
 * something is not there is let pass, as null in its place.
 */
export async function callGraphQL<T>(
  octokit: Octokit,
  call: GraphQLCall,
  { schema, now }: Expected<T>,
): Promise<T> {
  const { data, errors } = await send(octokit, call)
  const wrong = errors.find(({ type }) => type !== 'NOT_FOUND')
  if (wrong?.type === 'RATE_LIMITED')
    throw new Later(now + UNTOLD_S, "this hour's calls to GitHub are used up")
  if (wrong) throw toGraphqlError(wrong)
  if (data === undefined) throw createUnexpectedAnswer()
  const read = schema.safeParse(data)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new CallFailed(CALL, null, `${issue?.path.join('.')}: ${issue?.message}`)
}

/** Octokit's own errors hold the query with its variables, and go no further. */
async function send({ graphql }: Octokit, { query, variables }: GraphQLCall) {
  try {
    return { data: await graphql<unknown>(query, { ...variables }), errors: [] }
  } catch (error) {
    const answered = RESPONSE_ERROR.safeParse(error)
    if (answered.success) return answered.data
    // An answer that has not even the shape of one.
    throw error instanceof TypeError ? createUnexpectedAnswer() : unwrapError(error)
  }
}

function createUnexpectedAnswer(): CallFailed {
  return new CallFailed(CALL, null, "GitHub's answer doesn't match its API description")
}

function toGraphqlError({
  type,
  message,
}: {
  readonly type?: string | undefined
  readonly message: string
}): Error {
  const failed = new CallFailed(CALL, toStatus(type), toOneLine(message))
  if (type !== 'FORBIDDEN') return failed
  return new Refused(
    {
      kind: 'repository',
      what: `GitHub does not let the App do \`POST /graphql\`: ${toOneLine(message)}.`,
      next: "Compare the App's permissions on GitHub with the ones that it needs, accept them where it is installed, then try again.",
    },
    failed,
  )
}

/** Where GitHub does not say what kind of error it is, it took too long or broke. */
function toStatus(type: string | undefined): number {
  if (type === undefined) return 502
  return type === 'FORBIDDEN' ? 403 : 200
}
