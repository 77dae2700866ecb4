import type { Role } from '../../github/state.ts'

/** Someone whom whoever plays can be. */
export interface Actor {
  readonly login: string
  readonly role: Role
  /** What they are for in a release, one line. */
  readonly about: string
}

export const PEOPLE: readonly Actor[] = [
  { login: 'ada', role: 'maintain', about: 'Maintainer. Runs this release.' },
  { login: 'grace', role: 'maintain', about: "Maintainer. Approves Ada's releases." },
  { login: 'linus', role: 'write', about: 'Contributor. Writes fixes and labels them.' },
  { login: 'mallory', role: 'read', about: 'Anyone. Can read and comment.' },
]
