import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { type CookieOptions, parseSigned, serializeSigned } from 'hono/utils/cookie'
import { z } from 'zod'
import type { HttpRequest } from '../../http/route.ts'
import type { Person } from '../../release/lifecycle/who.ts'

/** For so long somebody stays signed in, in seconds. */
const SESSION_S = 8 * 3600
/** For so long GitHub may take to send a browser back, in seconds. */
const ATTEMPT_S = 600

const sessionSchema = z.strictObject({
  kind: z.literal('session'),
  id: z.string(),
  person: z.strictObject({ id: z.int(), login: z.string() }),
  until: z.number(),
})
const attemptSchema = z.strictObject({
  kind: z.literal('attempt'),
  state: z.string(),
  verifier: z.string(),
  /** The path to go on to. */
  to: z.string(),
  until: z.number(),
})
const cookieSchema = z.discriminatedUnion('kind', [sessionSchema, attemptSchema])

/** Somebody who is signed in. The name is the one that they had then: what they may do is asked by their id. */
export type Session = z.output<typeof sessionSchema>
/** Somebody on their way through GitHub's sign-in page. */
export type SignInAttempt = z.output<typeof attemptSchema>

/** What sessions are made with. */
interface SessionOptions {
  /** All replicas have it: the App's client secret. */
  readonly secret: string
  /** Whether browsers reach us by https. */
  readonly isSecure: () => boolean
  /** In seconds since 1970. */
  readonly now: () => number
}

/** Who is signed in, in a signed cookie that no script and no other site can use. Nothing is stored. */
export interface Sessions {
  readSession(request: HttpRequest): Promise<Session | null>
  readAttempt(request: HttpRequest): Promise<SignInAttempt | null>
  /** @returns the cookie of somebody who just signed in */
  startSession(person: Person): Promise<string>
  /** @returns the cookie of a browser that is sent to GitHub; it replaces the session */
  startAttempt(attempt: Pick<SignInAttempt, 'state' | 'verifier' | 'to'>): Promise<string>
  /** @returns a cookie that takes the place of any other, and is gone at once */
  endSession(): Promise<string>
  /** @returns what a form of this session carries, and no other site can know */
  createFormToken(session: Session): string
  isFormToken(session: Session, token: string): boolean
}

/** Opens the sessions of the pages. */
export function openSessions({ secret, isSecure, now }: SessionOptions): Sessions {
  const cookieKey = deriveKey(secret, 'release-captain session cookie')
  const formKey = deriveKey(secret, 'release-captain form token')
  const getName = () => (isSecure() ? '__Host-release-captain' : 'release-captain')
  const write = (value: string, maxAge: number): Promise<string> => {
    const options: CookieOptions = {
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      maxAge,
      ...(isSecure() ? { secure: true } : {}),
    }
    return serializeSigned(getName(), value, cookieKey, options)
  }
  const writeData = (data: Session | SignInAttempt, maxAge: number) =>
    write(Buffer.from(JSON.stringify(data)).toString('base64url'), maxAge)
  const read = async ({ headers }: HttpRequest) => {
    const cookies = await parseSigned(headers.cookie ?? '', cookieKey, getName())
    const parsed = parseData(cookies[getName()])
    return parsed !== null && parsed.until > now() ? parsed : null
  }
  const createFormToken = ({ id }: Session) => createHmac('sha256', formKey).update(id).digest('base64url')
  return {
    readSession: async (request) => {
      const found = await read(request)
      return found?.kind === 'session' ? found : null
    },
    readAttempt: async (request) => {
      const found = await read(request)
      return found?.kind === 'attempt' ? found : null
    },
    startSession: ({ id, login }) => {
      const session = {
        kind: 'session',
        id: randomBytes(16).toString('base64url'),
        person: { id, login },
      } as const
      return writeData({ ...session, until: now() + SESSION_S }, SESSION_S)
    },
    startAttempt: (attempt) =>
      writeData({ kind: 'attempt', ...attempt, until: now() + ATTEMPT_S }, ATTEMPT_S),
    endSession: () => write('', 0),
    createFormToken,
    isFormToken: (session, token) => isSameText(token, createFormToken(session)),
  }
}

/** Null for what isn't signed by us. */
function parseData(value: string | false | undefined): Session | SignInAttempt | null {
  if (typeof value !== 'string' || value === '') return null
  const parsed = cookieSchema.safeParse(parseJson(Buffer.from(value, 'base64url').toString()))
  return parsed.success ? parsed.data : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function deriveKey(secret: string, purpose: string): string {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)).toString('hex')
}

function isSameText(given: string, known: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(known)]
  return one.length === other.length && timingSafeEqual(one, other)
}
