import { Buffer } from 'node:buffer'
import { verify } from 'node:crypto'
import { z } from 'zod'
import type { World } from '../world.ts'
import { ApiProblem } from './problem.ts'

const HEADER = z.object({ alg: z.string() })
const CLAIMS = z.object({ iat: z.number(), exp: z.number(), iss: z.union([z.string(), z.number()]) })
const LONGEST_SECONDS = 600
const SKEW_SECONDS = 60

/** A token that an App signs itself has three parts; GitHub's own have none. */
export function looksLikeJwt(token: string): boolean {
  return token.split('.').length === 3
}

/**
 * Checks the token that an App made with its private key: RS256, its own id as issuer, issued by now, ten minutes at most.
 *
 * @throws {ApiProblem} 401 in GitHub's words; clients read "Issued at" and "Expiration time" to find that their clock is off
 */
export function checkJwt(world: World, token: string): void {
  const [head = '', payload = '', signature = ''] = token.split('.')
  const header = HEADER.safeParse(decodePart(head))
  const claims = CLAIMS.safeParse(decodePart(payload))
  const signed = Buffer.from(`${head}.${payload}`)
  const good = verify('RSA-SHA256', signed, world.installed.publicKey, Buffer.from(signature, 'base64url'))
  if (!header.success || header.data.alg !== 'RS256' || !good) throw createUndecoded()
  if (!claims.success) throw createUndecoded()

  const { iat, exp, iss } = claims.data
  const now = Math.floor(world.now() / 1000)
  const { id, clientId } = world.installed.app
  if (iss !== clientId && Number(iss) !== id)
    throw new ApiProblem(401, "'Issuer' claim ('iss') must be an Integer")
  if (exp <= now) {
    throw new ApiProblem(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    )
  }
  if (exp > now + LONGEST_SECONDS + SKEW_SECONDS) {
    throw new ApiProblem(401, "'Expiration time' claim ('exp') is too far in the future")
  }
  if (iat > now + SKEW_SECONDS) {
    throw new ApiProblem(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    )
  }
}

function createUndecoded(): ApiProblem {
  return new ApiProblem(401, 'A JSON web token could not be decoded')
}

function decodePart(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return undefined
  }
}
