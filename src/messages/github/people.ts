import type { Person } from '../../release/lifecycle/who.ts'
import { list } from '../release/wording.ts'
import { shown } from './inline.ts'

/** Names of people. Nobody is told by them: no text of ours mentions but whom it answers. */
export function people(persons: readonly Person[]): string {
  return list(persons.map(nameOfPerson))
}

export function nameOfPerson({ login }: Person): string {
  return shown(login, 60)
}
