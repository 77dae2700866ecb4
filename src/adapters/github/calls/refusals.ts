import { Refused } from '../../../release/refusal.ts'
import { type ApiResponse, readMessage } from './api-response.ts'
import { CallFailed, type NamedCall } from './failure.ts'

/**
 * What GitHub's no means. What it refuses for good, and a person can mend, is a `Refused`; all else is a `CallFailed`.
 * Rate limits are told from it before (calls/limits.ts).
 */
export function toCallError(call: NamedCall, answer: ApiResponse): Refused | CallFailed {
  const said = readMessage(answer)
  const failed = new CallFailed(call, answer.status, said)
  const refusal = findRefusal(call, answer, said)
  if (!refusal) return failed
  const lacks = /\bdraft/i.test(said) ? ({ lacks: 'draft-pull-requests' } as const) : {}
  return new Refused({ kind: 'repository', ...refusal, ...lacks }, failed)
}

interface Words {
  readonly what: string
  readonly next: string
}

function findRefusal(call: NamedCall, { status, headers }: ApiResponse, said: string): Words | null {
  const did = `\`${call.method} ${call.path}\``
  // A commit that was pushed a moment ago is not known at once to all of GitHub's machines.
  if (/^no commit found/i.test(said)) return null
  if (/suspended/i.test(said) && status === 403) {
    return { what: `GitHub refuses the App: ${toSentence(said)}`, next: UNSUSPEND }
  }
  if (/rule violations|protected (branch|tag|ref)/i.test(said)) {
    return { what: `A repository rule doesn't allow ${did}: ${toSentence(said)}`, next: BYPASS }
  }
  switch (status) {
    case 403:
      return /not accessible by integration/i.test(said)
        ? { what: `GitHub does not let the App do ${did}${describeLacking(headers)}.`, next: PERMIT }
        : { what: `GitHub does not let the App do ${did}: ${toSentence(said)}`, next: MEND }
    case 404:
      return { what: `GitHub shows the App nothing at ${did}.`, next: SHOW }
    case 410:
      return { what: `GitHub has closed ${did} permanently: ${toSentence(said)}`, next: MEND }
    case 422:
      return { what: `GitHub does not take ${did}: ${toSentence(said)}`, next: MEND }
    case 451:
      return { what: `GitHub may not show ${did}: ${toSentence(said)}`, next: MEND }
    default:
      return null
  }
}

const UNSUSPEND = "Lift the suspension under the owner's settings, GitHub Apps, Configure; then try again."
const BYPASS = 'Let the App bypass that rule, or change it; then try again.'
const PERMIT =
  "Give the App that permission in its settings on GitHub, and accept it under the owner's settings, GitHub Apps; then try again."
const MEND = 'Fix what GitHub names, then try again.'
const SHOW =
  "Check that it exists, and that the App is installed on that repository (the owner's settings, GitHub Apps). Then try again."

/**
 * The permissions that would have been enough, where GitHub names them
 * (https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api, X-Accepted-GitHub-Permissions):
 * a comma joins those that go together, a semicolon parts one way from another.
 */
function describeLacking(headers: Headers): string {
  const ways = (headers.get('x-accepted-github-permissions') ?? '').split(';').flatMap((way) => {
    const names = way
      .split(',')
      .flatMap((one) => /^\s*([a-z_]+)=([a-z]+)\s*$/.exec(one)?.slice(1, 3).join(': ') ?? [])
    return names.length === 0 ? [] : [names.map((name) => `\`${name}\``).join(' and ')]
  })
  return ways.length === 0 ? '' : `: it lacks the permission ${ways.join(', or ')}`
}

function toSentence(said: string): string {
  return /[.!?]$/.test(said) ? said : `${said}.`
}
