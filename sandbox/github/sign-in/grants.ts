import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { AccountState } from '../state.ts'
import type { World } from '../world.ts'
import type { SignInRequest } from './wish.ts'

const CODE_MS = 600_000
/** Eight hours, and six months (https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens). */
const TOKEN_S = 28_800
const REFRESH_S = 15_897_600

/** Someone lets the App know who they are. @returns the code, good once and for ten minutes */
export function grant(world: World, account: AccountState, { callback, challenge }: SignInRequest): string {
  const code = randomBytes(10).toString('hex')
  world.grants.set(code, { account, callback, challenge, expiresAt: world.now() + CODE_MS })
  return code
}

const EXCHANGE = z.object({
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  code: z.string().optional(),
  redirect_uri: z.string().optional(),
  code_verifier: z.string().optional(),
})

/** Exchanges a code for a token, or says why not, in GitHub's words; the status is 200 in either case. */
export function exchangeCode(world: World, given: unknown): Readonly<Record<string, string | number>> {
  const read = EXCHANGE.safeParse(given)
  const { client_id, client_secret, code = '', redirect_uri, code_verifier } = read.success ? read.data : {}
  const { app, clientSecret } = world.installed
  if (client_id !== app.clientId || client_secret !== clientSecret)
    return createOAuthError(
      'incorrect_client_credentials',
      'The client_id and/or client_secret passed are incorrect.',
    )
  const known = world.grants.get(code)
  world.grants.delete(code)
  if (!known || known.expiresAt <= world.now()) return createOAuthError('bad_verification_code', BAD_CODE)
  if (redirect_uri !== undefined && redirect_uri !== known.callback)
    return createOAuthError(
      'redirect_uri_mismatch',
      'The redirect_uri MUST match the registered callback URL for this application.',
    )
  if (known.challenge !== null && known.challenge !== computeS256(code_verifier ?? ''))
    return createOAuthError('bad_verification_code', BAD_CODE)
  return createToken(world, known.account)
}

const BAD_CODE = 'The code passed is incorrect or expired.'

function createOAuthError(error: string, error_description: string) {
  const page = '/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors'
  return { error, error_description, error_uri: `${page}/#${error.replaceAll('_', '-')}` }
}

function createToken(world: World, account: AccountState) {
  const access_token = `ghu_${randomBytes(18).toString('hex')}`
  const expiresAt = world.now() + TOKEN_S * 1000
  world.tokens.set(access_token, { caller: { kind: 'person', account }, expiresAt })
  return {
    access_token,
    expires_in: TOKEN_S,
    refresh_token: `ghr_${randomBytes(38).toString('hex')}`,
    refresh_token_expires_in: REFRESH_S,
    scope: '',
    token_type: 'bearer',
  }
}

/** RFC 7636, 4.6. */
function computeS256(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}
