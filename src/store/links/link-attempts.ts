import type { Unit } from '../transaction.ts'
import type { ChatUser } from './links.ts'

/** A link that was begun. */
interface LinkAttempt extends ChatUser {
  /** sha256 of the state that goes through the browser. */
  readonly state: string
  /** Seconds since 1970. */
  readonly expiresAt: number
}

/** One in which GitHub has said who it is: what is missing is the code, said in the chat. */
export interface ProvenAttempt {
  readonly state: string
  /** sha256 of the code. */
  readonly code: string
  readonly githubId: number
  readonly githubLogin: string
  /** Wrong codes so far. */
  readonly tries: number
}

/** Begins a link. What that user had begun before is over, and so is whatever ran out. */
export async function beginAttempt(
  { sql }: Unit,
  { workspace, user, state, expiresAt }: LinkAttempt,
  { verifier, at }: { readonly verifier: string; readonly at: number },
): Promise<void> {
  await sql
    .deleteFrom('link_attempts')
    .where((is) =>
      is.or([
        is('expires_at', '<=', at),
        is.and([is('workspace', '=', workspace), is('chat_user', '=', user)]),
      ]),
    )
    .execute()
  await sql
    .insertInto('link_attempts')
    .values({
      ...{ state, workspace, chat_user: user, verifier, expires_at: expiresAt },
      ...{ code: null, github_id: null, github_login: null },
    })
    .execute()
}

/** Takes the verifier of an attempt that is not over; null where there is none. It can be taken once. */
export async function takeVerifier(
  { sql }: Unit,
  state: string,
  at: number,
): Promise<(LinkAttempt & { readonly verifier: string }) | null> {
  const found = await sql
    .selectFrom('link_attempts')
    .selectAll()
    .where('state', '=', state)
    .where('expires_at', '>', at)
    .where('verifier', '<>', TAKEN)
    .forUpdate()
    .executeTakeFirst()
  if (!found) return null
  await sql.updateTable('link_attempts').set({ verifier: TAKEN }).where('state', '=', state).execute()
  const { workspace, chat_user: user, expires_at: expiresAt, verifier } = found
  return { workspace, user, state, expiresAt, verifier }
}

const TAKEN = ''

/** Writes down who GitHub says it is; false where the attempt is over by now. */
export async function proveAttempt(
  { sql }: Unit,
  { state, code, githubId, githubLogin }: Omit<ProvenAttempt, 'tries'>,
): Promise<boolean> {
  const row = await sql
    .updateTable('link_attempts')
    .set({ code, github_id: githubId, github_login: githubLogin })
    .where('state', '=', state)
    .where('code', 'is', null)
    .returning('state')
    .executeTakeFirst()
  return row !== undefined
}

/** What a user has begun and GitHub has answered; null where there is no such thing, or it is over. */
export async function findProvenAttempt(
  { sql }: Unit,
  { workspace, user }: ChatUser,
  at: number,
): Promise<ProvenAttempt | null> {
  const row = await sql
    .selectFrom('link_attempts')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('chat_user', '=', user)
    .where('expires_at', '>', at)
    .forUpdate()
    .executeTakeFirst()
  if (!row || row.code === null || row.github_id === null || row.github_login === null) return null
  const { state, code, github_id: githubId, github_login: githubLogin, tries } = row
  return { state, code, githubId, githubLogin, tries }
}

/** Counts a wrong code. */
export async function countTry({ sql }: Unit, state: string): Promise<void> {
  await sql
    .updateTable('link_attempts')
    .set((is) => ({ tries: is('tries', '+', 1) }))
    .where('state', '=', state)
    .execute()
}

/** Ends an attempt, whatever came of it. */
export async function endAttempt({ sql }: Unit, state: string): Promise<void> {
  await sql.deleteFrom('link_attempts').where('state', '=', state).execute()
}

/** Ends whatever a user has begun. */
export async function endUserAttempts({ sql }: Unit, { workspace, user }: ChatUser): Promise<void> {
  await sql
    .deleteFrom('link_attempts')
    .where('workspace', '=', workspace)
    .where('chat_user', '=', user)
    .execute()
}
