import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { Refused } from '../../../release/refusal.ts'
import type { GitHubAdapterOptions } from '../options.ts'

/** What an App shows to be itself, and until when (as Octokit wants it). */
interface AppToken {
  readonly jwt: string
  readonly expiresAt: string
}

/** Before our now, because clocks differ; and how long GitHub takes it, ten minutes being its most. In seconds. */
const EARLIER_S = 30
const LIFE_S = 570

/**
 * Signs for the App (https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app), by the clock
 * of ours and what Octokit found it to be off.
 */
export function createAppSigner({ privateKey, now }: Pick<GitHubAdapterOptions, 'privateKey' | 'now'>) {
  return async (appId: string | number, secondsOff = 0): Promise<AppToken> => {
    const at = Math.floor(now()) + secondsOff
    const head = encodePart({ alg: 'RS256', typ: 'JWT' })
    const claims = encodePart({ iat: at - EARLIER_S, exp: at + LIFE_S, iss: String(appId) })
    const signature = sign('RSA-SHA256', Buffer.from(`${head}.${claims}`), parseKey(privateKey))
    const jwt = `${head}.${claims}.${signature.toString('base64url')}`
    return { jwt, expiresAt: new Date((at + LIFE_S) * 1000).toISOString() }
  }
}

function encodePart(part: Readonly<Record<string, string | number>>): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

/** What is wrong with it says nothing of what is in it. */
function parseKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    throw new Refused({
      kind: 'usage',
      what: "The App's private key isn't a PEM key.",
      next: "Use the file as GitHub created it (the App's settings, Private keys), with its line breaks.",
    })
  }
}
