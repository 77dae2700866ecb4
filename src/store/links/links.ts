import type { Unit } from '../transaction.ts'

/** A user of a chat, by the chat's own ids. */
export interface ChatUser {
  readonly workspace: string
  readonly user: string
}

/** Who a user of a chat proved to be. The id is who they are; the login is what they were called then. */
interface Link {
  readonly user: string
  readonly githubId: number
  readonly githubLogin: string
}

/** The link of a user of a chat; null where none stands. */
export async function findLink({ sql }: Unit, { workspace, user }: ChatUser): Promise<Link | null> {
  const row = await sql
    .selectFrom('links')
    .select(['chat_user', 'github_id', 'github_login'])
    .where('workspace', '=', workspace)
    .where('chat_user', '=', user)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row ? toLink(row) : null
}

/** Of the links that stand in a workspace those of these users, and those with these GitHub users. */
export async function listLinks(
  { sql }: Unit,
  workspace: string,
  { users, githubIds }: { readonly users: readonly string[]; readonly githubIds: readonly number[] },
): Promise<Link[]> {
  if (users.length === 0 && githubIds.length === 0) return []
  const rows = await sql
    .selectFrom('links')
    .select(['chat_user', 'github_id', 'github_login'])
    .where('workspace', '=', workspace)
    .where('ended_at', 'is', null)
    .where((is) =>
      is.or([
        ...(users.length === 0 ? [] : [is('chat_user', 'in', users)]),
        ...(githubIds.length === 0 ? [] : [is('github_id', 'in', githubIds)]),
      ]),
    )
    .execute()
  return rows.map(toLink)
}

/** Puts a link on record. Whoever calls has ended the one before and made sure that nobody else has that GitHub user. */
export async function addLink(
  { sql }: Unit,
  { workspace, user }: ChatUser,
  { githubId, githubLogin, at }: Omit<Link, 'user'> & { readonly at: number },
): Promise<void> {
  await sql
    .insertInto('links')
    .values({
      workspace,
      chat_user: user,
      github_id: githubId,
      github_login: githubLogin,
      linked_at: at,
      ended_at: null,
    })
    .execute()
}

/** Ends the link of a user of a chat: the one that stood, null where none did. The row stays. */
export async function endLink(
  { sql }: Unit,
  { workspace, user }: ChatUser,
  at: number,
): Promise<Link | null> {
  const row = await sql
    .updateTable('links')
    .set({ ended_at: at })
    .where('workspace', '=', workspace)
    .where('chat_user', '=', user)
    .where('ended_at', 'is', null)
    .returning(['chat_user', 'github_id', 'github_login'])
    .executeTakeFirst()
  return row ? toLink(row) : null
}

function toLink(row: {
  readonly chat_user: string
  readonly github_id: number
  readonly github_login: string
}): Link {
  return { user: row.chat_user, githubId: row.github_id, githubLogin: row.github_login }
}
