import { PERMISSIONS, type RoleName } from '../../policy/roles.ts'
import { createRuleRefusal, type RuleRefusal } from '../refusals.ts'
import type { RoleTerm, Terms } from '../terms.ts'
import type { Asker } from '../who.ts'

/**
 * Why somebody may not act in a role; null where they may. What GitHub did not say gives no right (law 9), and no bot
 * has a role: a machine that may answer a machine has nobody to answer for it.
 */
export function refuseRole(role: RoleName, asker: Asker, terms: Terms): RuleRefusal | null {
  return (
    refuseWithoutRight(asker, mayAct(role, asker, terms)) ??
    (mayAct(role, asker, terms)
      ? null
      : createRuleRefusal({ code: 'lacks-role', login: asker.person.login, role, needs: terms.roles[role] }))
  )
}

/** Why somebody may not answer for the lines of a gate that has a role of its own; null where they may. */
export function refuseGate({ id, role }: GateWithRole, asker: Asker): RuleRefusal | null {
  const may = isOne(role, asker)
  return (
    refuseWithoutRight(asker, may) ??
    (may
      ? null
      : createRuleRefusal({ code: 'lacks-gate-role', login: asker.person.login, gate: id, needs: role }))
  )
}

interface GateWithRole {
  readonly id: string
  readonly role: RoleTerm
}

function refuseWithoutRight({ person, account, permission, teams }: Asker, may: boolean): RuleRefusal | null {
  if (account === 'bot') return createRuleRefusal({ code: 'is-bot', login: person.login })
  if (may || (permission !== 'unknown' && teams !== 'unknown')) return null
  return createRuleRefusal({ code: 'rights-unknown', login: person.login })
}

/** Who runs or approves releases may also do what contributors may. */
const MAY_ACT: Readonly<Record<RoleName, readonly RoleName[]>> = {
  contributor: ['contributor', 'captain', 'approver', 'security'],
  captain: ['captain'],
  approver: ['approver'],
  security: ['security'],
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
