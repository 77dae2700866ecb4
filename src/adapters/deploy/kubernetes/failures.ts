import { Refused } from '../../../release/refusal.ts'
import { Later } from '../../../runtime/ports/retry-later.ts'

/**
 * Says what a failed call of the API means for the caller of a port.
 *
 * @param now milliseconds since 1970
 */
export function translateFailure(what: string, error: unknown, now: number): Error {
  const status = error instanceof Error && 'code' in error ? error.code : null
  const said = toDetail(error)
  switch (status) {
    case 401:
      return refuse(
        `Kubernetes doesn’t accept the login for ${what}: ${said}`,
        'Renew the kubeconfig of this connection.',
      )
    case 403:
      return refuse(
        `Kubernetes doesn’t allow it for ${what}: ${said}`,
        'Apply templates/kubernetes/rbac.yaml in that namespace.',
      )
    case 404:
      return refuse(
        `There is no ${what} in that namespace.`,
        'Correct `environments` in the config, or create it.',
      )
    case 429:
      return new Later(Math.ceil(now / 1000) + RETRY_SECONDS, `Kubernetes has too much to do: ${said}`)
    default:
      return new Error(`Kubernetes failed for ${what}: ${said}`, { cause: error })
  }
}

const RETRY_SECONDS = 10

function refuse(what: string, next: string): Refused {
  return new Refused({ kind: 'config', what, next })
}

/** The message of the Status that the API answers with, without headers, which have the login in them. */
function toDetail(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const body = 'body' in error ? error.body : null
  const text = typeof body === 'string' ? messageIn(body) : messageOfStatus(body)
  const cause = error.cause instanceof Error ? error.cause.message : error.message
  return (text ?? cause.split('\n')[0] ?? '').slice(0, 300)
}

function messageIn(text: string): string | null {
  try {
    return messageOfStatus(JSON.parse(text))
  } catch {
    return null
  }
}

function messageOfStatus(body: unknown): string | null {
  const isStatus = typeof body === 'object' && body !== null && 'message' in body
  return isStatus && typeof body.message === 'string' ? body.message : null
}
