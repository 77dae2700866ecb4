import type { Originator, Person } from '../../release/lifecycle/who.ts'
import { byWhom, list } from '../release/wording.ts'
import { mrkdwn } from './escape.ts'

/** Names of people, whom nobody is told by. */
export function names(persons: readonly Pick<Person, 'login'>[]): string {
  return list(persons.map(nameOfPerson))
}

export function nameOfPerson({ login }: Pick<Person, 'login'>): string {
  return mrkdwn(login, 60)
}

/** Who did something. */
export function whoText(by: Originator): string {
  return byWhom(by, nameOfPerson)
}
