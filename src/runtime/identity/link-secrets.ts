import { createHash, randomBytes, randomInt } from 'node:crypto'

/** Crockford's base 32 without 0 and 1, which people take for O and I. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 8

/** 256 bits that nobody guesses, as a URL takes them: 43 characters. */
export function createSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What somebody reads off a page and types elsewhere. */
export function createCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')
}

/** A code as it was typed, in the letters in which it was shown; null for what cannot be one. */
export function parseCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[-\s]/g, '')
  return code.length === CODE_LENGTH && [...code].every((one) => LETTERS.includes(one)) ? code : null
}

/** How secrets are kept: sha256, hex. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** RFC 7636, 4.2: S256. */
export function computeChallenge(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}
