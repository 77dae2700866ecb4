import type { Person } from '../../release/lifecycle/who.ts'
import type { Refusal } from '../../release/refusal.ts'
import { endUserAttempts } from '../../store/links/link-attempts.ts'
import { type ChatUser, endLink } from '../../store/links/links.ts'
import type { Unit } from '../../store/transaction.ts'
import type { RuntimeDependencies } from '../context.ts'

export type UnlinkResult =
  | { readonly kind: 'unlinked'; readonly person: Person }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** `/release unlink`: ends a link, and what was begun of another one. It stays on record that it was. */
export async function unlink(
  unit: Unit,
  { log }: Pick<RuntimeDependencies, 'log'>,
  said: ChatUser & { readonly at: number },
): Promise<UnlinkResult> {
  const { workspace, user, at } = said
  await endUserAttempts(unit, said)
  const ended = await endLink(unit, said, at)
  if (!ended) return { kind: 'refused', refusal: NOT_LINKED }

  log.info({ workspace, user, github: ended.githubId }, 'A Slack user is no longer linked with a GitHub user')
  return { kind: 'unlinked', person: { id: ended.githubId, login: ended.githubLogin } }
}

const NOT_LINKED = {
  kind: 'rule',
  what: "Your Slack user isn't linked to a GitHub user, so there is nothing to unlink.",
  next: 'If the policy lists you under `people.slack`, change it there.',
} as const
