import type { RoleTerm, Terms } from '../release/lifecycle/terms.ts'
import type { Originator, Person } from '../release/lifecycle/who.ts'
import type { RoleName } from '../release/policy/roles.ts'

/** `3 tests`, `1 test`. */
export function formatNumber(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** `a`, `a and b`, `a, b and c`. */
export function formatList(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** `a or b`. */
export function formatAlternatives(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** `2026-02-11 10:00 UTC`. */
export function formatMinute(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** `2026-02-11`, in UTC. */
export function formatDay(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}

/** A digest of a plan as people copy it; `cut --plan` takes it back. */
export function shortenDigest(digest: string): string {
  return digest.slice(0, 12)
}

/** The first digits of a commit, as people read it. */
export function shortenSha(sha: string): string {
  return sha.slice(0, 10)
}

/** The first of many, and how many more there are. */
export function formatSome(words: readonly string[], most: number): string {
  if (words.length <= most) return formatList(words)
  return `${words.slice(0, most).join(', ')} and ${words.length - most} more`
}

/** Who may act in a role, as a part of a sentence: ``people who have the permission `maintain` ``. */
export function describeWhoMay(role: RoleName, { roles }: Pick<Terms, 'roles'>): string {
  return listPeopleWith(roles[role])
}

/** Who has what a role takes, as a part of a sentence. */
export function listPeopleWith({ permission, teams, users }: RoleTerm): string {
  const ways = [
    ...(permission === null ? [] : [`who have the permission \`${permission}\``]),
    ...(teams.length === 0
      ? []
      : [`who are in the team ${formatAlternatives(teams.map((team) => `\`${team}\``))}`]),
    ...(users.length === 0 ? [] : ['whom the policy names']),
  ]
  return ways.length === 0
    ? 'people whom the policy names, and it names no one yet'
    : `people ${formatAlternatives(ways)}`
}

/** How long something takes or took, as coarse as people speak of it: `5 hours`, `3 days`. */
export function formatSpan(seconds: number): string {
  const hours = Math.floor(seconds / 3_600)
  if (hours < 1) return 'less than an hour'
  return hours <= 48 ? formatNumber(hours, 'hour') : formatNumber(Math.floor(hours / 24), 'day')
}

/** Who an event comes from; a medium says how a person's name is written. */
export function describeOriginator(by: Originator, name: (person: Person) => string): string {
  switch (by.kind) {
    case 'person':
      return name(by.person)
    case 'github':
      return 'GitHub'
    case 'rule':
      return 'a rule'
  }
}

/** `a`, `b` or `c`, each in backquotes. */
export function formatChoice(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names.map((name) => `\`${name}\``))
}

/** What a person wrote, or a rule says, at the end of a sentence of ours. */
export function toSentence(text: string): string {
  return `${text.replace(/[\s.]+$/, '')}.`
}
