import { PERMISSIONS, type RoleName } from '../../policy/roles.ts'
import type { Refusal } from '../../refusal.ts'
import type { RoleTerm, Terms } from '../terms.ts'
import type { Asker } from '../who.ts'

/**
 * Why somebody may not act in a role; null where they may. What GitHub did not say gives no right (law 9), and no bot
 * has a role: a machine that may answer a machine has nobody to answer for it.
 */
export function refuseRole(role: RoleName, asker: Asker, terms: Terms): Refusal | null {
  return (
    refuseWithoutRight(asker, mayAct(role, asker, terms)) ??
    (mayAct(role, asker, terms)
      ? null
      : refuseByRule(
          `${asker.person.login} is no ${role} of releases here: that takes ${explainRequirement(terms.roles[role])}.`,
          `Ask ${role === 'approver' ? 'an' : 'a'} ${role} to say it, or have \`roles.${role}\` of .github/release-captain.yml name you.`,
        ))
  )
}

/** Why somebody may not answer for the lines of a gate that has a role of its own; null where they may. */
export function refuseGate({ id, role }: GateWithRole, asker: Asker): Refusal | null {
  const may = isOne(role, asker)
  return (
    refuseWithoutRight(asker, may) ??
    (may
      ? null
      : refuseByRule(
          `${asker.person.login} may not answer for the gate \`${id}\`: that takes ${explainRequirement(role)}.`,
          `Ask one of them, or have \`gates.add\` of .github/release-captain.yml name you.`,
        ))
  )
}

interface GateWithRole {
  readonly id: string
  readonly role: RoleTerm
}

function refuseWithoutRight({ person, account, permission, teams }: Asker, may: boolean): Refusal | null {
  if (account === 'bot')
    return refuseByRule(
      `${person.login} is a bot, and no bot has a role in a release.`,
      'Have a person say it.',
    )
  if (may || (permission !== 'unknown' && teams !== 'unknown')) return null
  return refuseByRule(
    `GitHub did not say what ${person.login} may do here, so nothing was done.`,
    'Say it again in a minute.',
  )
}

/** Who runs or approves releases may also do what contributors may. */
const MAY_ACT: Readonly<Record<RoleName, readonly RoleName[]>> = {
  contributor: ['contributor', 'captain', 'approver'],
  captain: ['captain'],
  approver: ['approver'],
}

function mayAct(role: RoleName, asker: Asker, terms: Terms): boolean {
  return MAY_ACT[role].some((one) => isOne(terms.roles[one], asker))
}

function isOne(wanted: RoleTerm, { person, permission, teams }: Asker): boolean {
  if (wanted.users.includes(person.id)) return true
  if (teams !== 'unknown' && wanted.teams.some((team) => teams.includes(team))) return true
  if (wanted.permission === null || permission === 'none' || permission === 'unknown') return false

  return PERMISSIONS.indexOf(permission) >= PERMISSIONS.indexOf(wanted.permission)
}

function explainRequirement({ permission, teams, users }: RoleTerm): string {
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
