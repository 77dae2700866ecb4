import { createHash } from 'node:crypto'
import type { Reply } from '../http/reply.ts'
import type { Html } from '../messages/page/html.ts'
import { SCRIPT } from '../messages/page/script.ts'
import { STYLE } from '../messages/page/style.ts'

/** Nothing is loaded from anywhere, nothing runs but our own script, nobody frames a page, and forms stay here. */
const POLICY = [
  "default-src 'none'",
  `style-src '${computeHash(STYLE)}'`,
  `script-src '${computeHash(SCRIPT)}'`,
  "connect-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types release-captain',
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  // Without a referrer, a browser sends no origin with a form either.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'x-frame-options': 'DENY',
} as const

/** Answers a page, with what it may do in a browser. */
export function replyPage(status: number, page: Html, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    contentType: 'text/html; charset=utf-8',
    text: page.markup,
    headers: { ...HEADERS, ...headers },
  }
}

/** Sends a browser to another page, which it gets (GET). */
export function redirectTo(location: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status: 303,
    contentType: 'text/plain; charset=utf-8',
    text: '',
    headers: { ...HEADERS, location, ...headers },
  }
}

function computeHash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
