import { z } from 'zod'
import type { World } from '../world.ts'

/** What a program sends a browser to GitHub with (https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app). */
export interface SignInRequest {
  /** Where the browser goes back to: the App's callback URL. */
  readonly callback: string
  readonly state: string | null
  /** S256 of a verifier (RFC 7636, 4.2); null where the program does without. */
  readonly challenge: string | null
}

type ParsedSignInRequest =
  | { readonly kind: 'wish'; readonly wish: SignInRequest }
  /** No App has that client id. */
  | { readonly kind: 'unknown' }
  /** GitHub says so on its own page. */
  | { readonly kind: 'wrong'; readonly says: string }
  /** GitHub says so to the program, at its callback URL. */
  | { readonly kind: 'sent-back'; readonly to: string }

const PARAMETERS = z.object({
  client_id: z.string(),
  redirect_uri: z.string().optional(),
  state: z.string().optional(),
  code_challenge: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
  code_challenge_method: z.literal('S256').optional(),
})

/** Reads what a browser brings, from its address or from the page's form. */
export function parseWish({ installed }: World, given: URLSearchParams): ParsedSignInRequest {
  const read = PARAMETERS.safeParse(Object.fromEntries(given))
  if (given.get('client_id') !== installed.app.clientId) return { kind: 'unknown' }
  if (!read.success) return { kind: 'wrong', says: 'code_challenge_method must be S256.' }
  if (installed.callbackUrl === null) return { kind: 'wrong', says: 'The App has no callback URL.' }

  const { redirect_uri: to = installed.callbackUrl, state = null, ...pkce } = read.data
  const { code_challenge: challenge = null, code_challenge_method: method } = pkce
  if (to !== installed.callbackUrl)
    return { kind: 'sent-back', to: createCallbackUrl({ callback: installed.callbackUrl, state }, MISMATCH) }
  if (challenge !== null && method === undefined)
    return { kind: 'wrong', says: 'code_challenge_method must be S256.' }
  return { kind: 'wish', wish: { callback: to, state, challenge } }
}

const MISMATCH = {
  error: 'redirect_uri_mismatch',
  error_description: 'The redirect_uri MUST match the registered callback URL for this application.',
}

/** The callback URL with an answer, and the state that came along. */
export function createCallbackUrl(
  { callback, state }: Pick<SignInRequest, 'callback' | 'state'>,
  answer: Readonly<Record<string, string>>,
): string {
  const url = new URL(callback)
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  if (state !== null) url.searchParams.set('state', state)
  return url.href
}
