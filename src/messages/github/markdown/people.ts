import type { Person } from '../../../release/lifecycle/who.ts'
import { escapeAndShorten } from './inline.ts'

/** A person's name. Nobody is told by it: no text of ours mentions but whom it answers. */
export function formatPerson({ login }: Person): string {
  return escapeAndShorten(login, 60)
}
