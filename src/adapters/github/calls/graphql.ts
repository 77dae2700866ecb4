import { type ZodType, z } from 'zod'
import { Refused } from '../../../release/refusal.ts'
import { Later } from '../../../runtime/ports/later.ts'
import { oneLine } from './answer.ts'
import type { Answered } from './asking.ts'
import { CallFailed } from './failure.ts'

/** One query or mutation, with its variables: what comes from outside is never part of the text. */
export interface GraphQLCall {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

const ENVELOPE = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ type: z.string().optional(), message: z.string() })).optional(),
})
/** How long to wait where GitHub does not say, in seconds. */
const UNTOLD_S = 60
const CALL = { method: 'POST', path: '/graphql' }

/**
 * The data of an answer. GitHub answers 200 whatever happens, and says what is wrong beside the data: of that, only that
 * something is not there is let pass, as null in its place.
 */
export function graphqlData<T>(schema: ZodType<T>, { data: body }: Answered<unknown>, now: number): T {
  const envelope = ENVELOPE.safeParse(body)
  if (!envelope.success) throw new CallFailed(CALL, null, 'GitHub answered something else than it describes')
  const { data, errors = [] } = envelope.data
  const wrong = errors.find(({ type }) => type !== 'NOT_FOUND')
  if (wrong?.type === 'RATE_LIMITED')
    throw new Later(now + UNTOLD_S, "this hour's calls to GitHub are used up")
  if (wrong) throw noIn(wrong)
  const read = schema.safeParse(data)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new CallFailed(CALL, null, `${issue?.path.join('.')}: ${issue?.message}`)
}

function noIn({ type, message }: { readonly type?: string | undefined; readonly message: string }): Error {
  const failed = new CallFailed(CALL, statusFor(type), oneLine(message))
  if (type !== 'FORBIDDEN') return failed
  return new Refused(
    {
      kind: 'repository',
      what: `GitHub does not let the App do \`POST /graphql\`: ${oneLine(message)}.`,
      next: "Compare the App's permissions on GitHub with those that it needs, accept them where it is installed, then try again.",
    },
    failed,
  )
}

/** Where GitHub does not say what kind of error it is, it took too long or broke. */
function statusFor(type: string | undefined): number {
  if (type === undefined) return 502
  return type === 'FORBIDDEN' ? 403 : 200
}
