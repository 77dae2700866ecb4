import { PERMISSIONS, type RoleName } from '../../policy/roles.ts'
import type { Refusal } from '../../refusal.ts'
import type { Terms } from '../terms.ts'
import type { Asker } from '../who.ts'

/**
 * Why somebody may not act in a role; null where they may. What GitHub did not say gives no right (law 9), and no bot
 * has a role: a machine that may answer a machine has nobody to answer for it.
 */
export function refuseRole(role: RoleName, asker: Asker, terms: Terms): Refusal | null {
  const { person, account, permission, teams } = asker
  if (account === 'bot')
    return refuseByRule(
      `${person.login} is a bot, and no bot has a role in a release.`,
      'Have a person say it.',
    )
  if (mayAct(role, asker, terms)) return null

  if (permission === 'unknown' || teams === 'unknown')
    return refuseByRule(
      `GitHub did not say what ${person.login} may do here, so nothing was done.`,
      'Say it again in a minute.',
    )
  return refuseByRule(
    `${person.login} is no ${role} of releases here: that takes ${explainRequirement(role, terms)}.`,
    `Ask ${role === 'approver' ? 'an' : 'a'} ${role} to say it, or have \`roles.${role}\` of .github/release-captain.yml name you.`,
  )
}

/** Who runs or approves releases may also do what contributors may. */
const MAY_ACT: Readonly<Record<RoleName, readonly RoleName[]>> = {
  contributor: ['contributor', 'captain', 'approver'],
  captain: ['captain'],
  approver: ['approver'],
}

function mayAct(role: RoleName, asker: Asker, terms: Terms): boolean {
  return MAY_ACT[role].some((one) => isOne(one, asker, terms))
}

function isOne(role: RoleName, { person, permission, teams }: Asker, terms: Terms): boolean {
  const wanted = terms.roles[role]
  if (wanted.users.includes(person.id)) return true
  if (teams !== 'unknown' && wanted.teams.some((team) => teams.includes(team))) return true
  if (wanted.permission === null || permission === 'none' || permission === 'unknown') return false

  return PERMISSIONS.indexOf(permission) >= PERMISSIONS.indexOf(wanted.permission)
}

function explainRequirement(role: RoleName, terms: Terms): string {
  const { permission, teams, users } = terms.roles[role]
  const ways = [
    ...(permission === null ? [] : [`the permission \`${permission}\` on the repository`]),
    ...teams.map((team) => `the team \`${team}\``),
    ...(users.length === 0 ? [] : ['to be named by the policy']),
  ]
  return ways.length === 0 ? 'a policy that names somebody' : ways.join(', or ')
}

function refuseByRule(what: string, next: string): Refusal {
  return { kind: 'rule', what, next }
}
