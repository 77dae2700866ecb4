import { Refused } from '../../release/refusal.ts'
import { beginAttempt } from '../../store/links/link-attempts.ts'
import type { ChatUser } from '../../store/links/links.ts'
import type { RuntimeDependencies } from '../context.ts'
import { computeChallenge, createSecret, hashSecret } from './link-secrets.ts'

/** For so long a link may be ended after it was begun, in seconds. */
const GOOD_FOR_S = 600

/** A link that was begun. */
export interface StartedLink {
  /** GitHub's page, for that person alone: whoever opens it offers their GitHub user. */
  readonly url: string
  /** Seconds since 1970. */
  readonly until: number
}

/**
 * `/release link`: begins a link (decision 0014). What the same person had begun before is over. Not to be called
 * inside a transaction.
 *
 * @throws {Refused} where linking is not set up
 */
export async function beginLink(
  { store, signIn }: Pick<RuntimeDependencies, 'store' | 'signIn'>,
  { workspace, user, at }: ChatUser & { readonly at: number },
): Promise<StartedLink> {
  if (!signIn) throw new Refused(NOT_SET_UP)
  const state = createSecret()
  const verifier = createSecret()
  const until = at + GOOD_FOR_S
  const attempt = { workspace, user, state: hashSecret(state), expiresAt: until }
  await store.transact((unit) => beginAttempt(unit, attempt, { verifier, at }))
  return { url: signIn.page({ state, challenge: computeChallenge(verifier) }), until }
}

const NOT_SET_UP = {
  kind: 'usage',
  what: "You can't link your GitHub account, because linking isn't set up.",
  next: 'Ask your Release Captain administrator to set `GITHUB_CLIENT_ID`, `GITHUB_CLIENT_SECRET` and `PUBLIC_URL` (docs/running.md, “Who is who in Slack”), or to add you to `people.slack` in .github/release-captain.yml.',
} as const
