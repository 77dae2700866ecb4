import type { Store } from '../store/store.ts'
import type { Git } from './ports/git.ts'
import type { GitHub } from './ports/github.ts'
import type { Registries } from './ports/registries.ts'

/** All that the runtime works with. */
export interface World {
  readonly store: Store
  readonly github: GitHub
  readonly git: Git
  readonly registries: Registries
  /** Seconds since 1970. */
  readonly now: () => number
  readonly log: Log
}

/** Lines for whoever runs the program; `about` names the release or the delivery, and never holds a secret. */
export interface Log {
  info(about: LogFields, what: string): void
  warn(about: LogFields, what: string): void
  error(about: LogFields, what: string): void
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>
