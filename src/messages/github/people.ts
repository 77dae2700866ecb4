import type { Person } from '../../release/lifecycle/who.ts'
import { shown } from './inline.ts'

/** A person's name. Nobody is told by it: no text of ours mentions but whom it answers. */
export function nameOfPerson({ login }: Person): string {
  return shown(login, 60)
}
