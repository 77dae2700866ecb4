import type { RoleTerm } from '../../release/lifecycle/terms.ts'
import type { RoleName } from '../../release/policy/roles.ts'
import { formatAlternatives } from '../wording.ts'
import type { RefusalTexts } from './texts.ts'

/** Who may not do this, and who may. */
export const ROLE_TEXTS: RefusalTexts<'lacks-role' | 'lacks-gate-role' | 'is-bot' | 'rights-unknown'> = {
  'lacks-role': ({ login, role, needs }) => ({
    what: `${login} isn't ${describeRole(role)}. That takes ${describeNeeds(needs)}.`,
    next: `Ask ${role === 'security' ? 'a member of it' : withArticle(role)} to do it, or have \`roles.${role}\` in .github/release-captain.yml name you.`,
  }),
  'lacks-gate-role': ({ login, gate, needs }) => ({
    what: `${login} can't answer for the gate \`${gate}\`. That takes ${describeNeeds(needs)}.`,
    next: 'Ask someone who has that, or have `gates.add` in .github/release-captain.yml name you.',
  }),
  'is-bot': ({ login }) => ({
    what: `${login} is a bot, and bots have no role in a release.`,
    next: 'Have a person say it.',
  }),
  'rights-unknown': ({ login }) => ({
    what: `GitHub didn't say what ${login} may do here, so nothing was done.`,
    next: 'Try again in a minute.',
  }),
}

function describeRole(role: RoleName): string {
  return role === 'security' ? 'on the security team' : `${withArticle(role)} of releases here`
}

function withArticle(role: string): string {
  return `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`
}

function describeNeeds({ permission, teams, users }: RoleTerm): string {
  const ways = [
    ...(permission === null ? [] : [`the permission \`${permission}\` on the repository`]),
    ...teams.map((team) => `the team \`${team}\``),
    ...(users.length === 0 ? [] : ['being named by the policy']),
  ]
  return ways.length === 0 ? 'being named by the policy, which names no one yet' : formatAlternatives(ways)
}
