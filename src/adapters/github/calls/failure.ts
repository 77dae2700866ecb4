import { Refused } from '../../../release/refusal.ts'

/** A call as it may be shown: nothing of its query, its headers and its body. */
export interface NamedCall {
  readonly method: string
  readonly path: string
}

/**
 * A call that came to nothing, for a reason that no person has to act on. It holds what was asked and what GitHub said,
 * and none of what was sent.
 */
export class CallFailed extends Error {
  readonly call: NamedCall
  /** Null where no answer came: then nobody knows whether it was done. */
  readonly status: number | null
  /** `POST 500`: what may be said of it to people who may not know what it was about. */
  readonly kindOfFailure: string

  constructor(call: NamedCall, status: number | null, said: string) {
    super(`${call.method} ${call.path}: ${status === null ? '' : `${status} `}${said}`)
    this.name = 'CallFailed'
    this.call = call
    this.status = status
    this.kindOfFailure = `${call.method} ${status ?? 'without an answer'}`
  }
}

/** A call as the log may have it: the kind of thing that it is about, and no name of a branch, a file or an advisory. */
export function nameKindOfCall({ method, path }: NamedCall): NamedCall {
  const [named = path] = /^\/repos\/[^/]+\/[^/]+(?:\/[a-z-]+(?:\/\d+(?![^/]))?)?/.exec(path) ?? []
  return { method, path: named }
}

/** The status of GitHub's no, whether it became a refusal or not. */
export function getStatus(error: unknown): number | null {
  if (error instanceof CallFailed) return error.status
  return error instanceof Refused && error.cause instanceof CallFailed ? error.cause.status : null
}
