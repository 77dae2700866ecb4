import { ATTACKS } from './attacks.ts'
import { BOUNDS } from './bounds.ts'
import { DOORS } from './doors.ts'
import { GIT } from './git.ts'
import { HELD_TWICE } from './held-twice.ts'
import type { Mutant } from './mutant.ts'
import { OUTSIDE } from './outside.ts'
import { RELEASE } from './release.ts'
import { SECURITY } from './security.ts'
import { WORDS } from './words.ts'

/** Every defence that `npm run mutants` takes away. */
export const MUTANTS: readonly Mutant[] = [
  ...ATTACKS,
  ...HELD_TWICE,
  ...BOUNDS,
  ...DOORS,
  ...GIT,
  ...OUTSIDE,
  ...RELEASE,
  ...SECURITY,
  ...WORDS,
]
