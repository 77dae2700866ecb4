import type { Person } from '../../release/lifecycle/who.ts'
import type { Refusal } from '../../release/refusal.ts'
import { type ChatUser, listLinks } from '../../store/links/links.ts'
import type { Unit } from '../../store/transaction.ts'

/**
 * Why a GitHub user cannot be linked from one Slack user: another one of the workspace is linked with it. Null where
 * nothing is in the way. So one person is one Slack user, and what counts people counts them once (threat B4).
 */
export async function findLinkConflict(
  unit: Unit,
  { workspace, user }: ChatUser,
  person: Person,
): Promise<Refusal | null> {
  const links = await listLinks(unit, workspace, { users: [], githubIds: [person.id] })
  const other = links.find((link) => link.user !== user)
  if (!other) return null
  return {
    kind: 'rule',
    what: `The GitHub user ${person.login} is already linked with another Slack user, ${other.user}.`,
    next: 'Run `/release unlink` as that Slack user first, then `/release link` as this one.',
  }
}
