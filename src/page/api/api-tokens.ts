import { createHash, randomBytes } from 'node:crypto'

/** By this secret scanners know a token of ours. */
const PREFIX = 'rct_'

/** Makes a token that nobody guesses: 256 bits. */
export function createApiToken(): string {
  return `${PREFIX}${randomBytes(32).toString('base64url')}`
}

/** How tokens are kept: sha256, hex. */
export function hashApiToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Reads the token of `Authorization: Bearer rct_…`; null for anything else. */
export function parseBearer(authorization: string | undefined): string | null {
  const [, token] = /^Bearer (rct_[\w-]{43})$/i.exec(authorization ?? '') ?? []
  return token ?? null
}
