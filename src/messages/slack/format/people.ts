import type { Originator, Person } from '../../../release/lifecycle/who.ts'
import { describeOriginator, formatList } from '../../wording.ts'
import { escapeMrkdwn } from './escape.ts'

/** Names of people, whom nobody is told by. */
export function formatNames(persons: readonly Pick<Person, 'login'>[]): string {
  return formatList(persons.map(formatSlackPerson))
}

export function formatSlackPerson({ login }: Pick<Person, 'login'>): string {
  return escapeMrkdwn(login, 60)
}

/** Who did something. */
export function formatSlackOriginator(by: Originator): string {
  return describeOriginator(by, formatSlackPerson)
}
