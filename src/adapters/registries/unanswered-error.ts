import { Refused } from '../../release/refusal.ts'
import type { RegistryResponse } from './ask-registry.ts'

/** An answer that is neither a yes nor a no: one that a login would change, or one that may be another in a while. */
export function createUnansweredError(what: string, { status }: RegistryResponse): Error {
  if (status !== 401 && status !== 403) return new Error(`${what}: the answer was ${status}`)
  return new Refused({
    kind: 'rule',
    what: `${what} needs a login (${status}), so Release Captain can't check that it exists.`,
    next: 'Make it public, or set another place for it in `build.artifacts` of the config.',
  })
}
