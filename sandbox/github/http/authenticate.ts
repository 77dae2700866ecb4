import { Buffer } from 'node:buffer'
import type { Caller } from '../state.ts'
import type { World } from '../world.ts'
import { checkJwt, looksLikeJwt } from './jwt.ts'
import { ApiProblem } from './problem.ts'

/** The token of an Authorization header: `token T`, `Bearer T`, or Basic with it as the password (git does that). */
export function parseToken(authorization: string | undefined): string | undefined {
  const [scheme = '', value = ''] = authorization?.split(' ') ?? []
  switch (scheme.toLowerCase()) {
    case 'token':
    case 'bearer':
      return value
    case 'basic':
      return Buffer.from(value, 'base64').toString().split(':').slice(1).join(':')
    default:
      return undefined
  }
}

/** @throws {ApiProblem} 401 when the token is unknown, ran out, or is signed wrongly */
export function authenticate(world: World, token: string | undefined): Caller {
  if (token === undefined) return { kind: 'anyone' }
  if (looksLikeJwt(token)) {
    checkJwt(world, token)
    return { kind: 'app', app: world.installed.app }
  }
  if (token === world.installed.clientSecret) return { kind: 'client', app: world.installed.app }
  const known = world.tokens.get(token)
  if (!known || known.expiresAt <= world.now()) throw new ApiProblem(401, 'Bad credentials')
  if (known.caller.kind === 'installation') {
    if (world.installed.stands === 'gone') throw new ApiProblem(401, 'Bad credentials')
    refuseSuspended(world)
  }
  return known.caller
}

/** @throws {ApiProblem} 403 while the owner has suspended the installation */
export function refuseSuspended({ installed }: World): void {
  if (installed.stands === 'suspended') throw new ApiProblem(403, 'This installation has been suspended')
}
