import type { Person } from '../../release/lifecycle/who.ts'
import { Refused } from '../../release/refusal.ts'
import { endAttempt, proveAttempt, takeVerifier } from '../../store/links/link-attempts.ts'
import type { RuntimeDependencies } from '../context.ts'
import type { Slack } from '../ports/slack.ts'
import { findLinkConflict } from './link-conflict.ts'
import { createCode, hashSecret } from './link-secrets.ts'

/** A browser that GitHub sent back to us. */
interface OAuthCallback {
  readonly state: string
  /** Null where the person said no on GitHub's page. */
  readonly code: string | null
}

/** What is offered to whoever sits at the browser. */
interface LinkOffer {
  readonly person: Person
  /** Slack's ids; the name as Slack shows it, null where it is not known. */
  readonly workspace: string
  readonly user: string
  readonly name: string | null
  /** What that Slack user has to say in Slack. */
  readonly code: string
  /** Until when, in seconds since 1970. */
  readonly until: number
}

interface OAuthContext extends Pick<RuntimeDependencies, 'store' | 'signIn' | 'now'> {
  readonly chats: { readonly slack: Pick<Slack, 'fetchMember'> | null }
}

/**
 * Somebody comes back from GitHub (decision 0014). Nothing is linked yet: who sits at the browser need not be who began.
 * A state is good for one coming back.
 *
 * @throws {Refused} where there is nothing to come back to, or GitHub says no
 */
export async function handleOAuthCallback(
  deps: OAuthContext,
  { state, code }: OAuthCallback,
): Promise<LinkOffer> {
  const { store, signIn, now } = deps
  if (!signIn) throw new Error('a browser came back, but linking is not set up')
  const attempt = await store.transact((unit) => takeVerifier(unit, hashSecret(state), now()))
  if (!attempt) throw new Refused(OVER)
  if (code === null) {
    await store.transact((unit) => endAttempt(unit, attempt.state))
    throw new Refused(DECLINED)
  }
  const person = await signIn.fetchUser({ code, verifier: attempt.verifier })
  const shown = createCode()
  await offer(deps, attempt, { person, code: shown })
  const { workspace, user, expiresAt: until } = attempt
  return { person, workspace, user, name: await formatName(deps, user), code: shown, until }
}

/** @throws {Refused} where the GitHub user is somebody else's in Slack, or another link was begun meanwhile */
async function offer(
  { store }: OAuthContext,
  { workspace, user, state }: { readonly workspace: string; readonly user: string; readonly state: string },
  { person, code }: { readonly person: Person; readonly code: string },
): Promise<void> {
  const refusal = await store.transact(async (unit) => {
    const held = await findLinkConflict(unit, { workspace, user }, person)
    if (held) {
      await endAttempt(unit, state)
      return held
    }
    const proven = { state, code: hashSecret(code), githubId: person.id, githubLogin: person.login }
    return (await proveAttempt(unit, proven)) ? null : OVER
  })
  if (refusal) throw new Refused(refusal)
}

/** A name helps people, and is nobody's proof: without Slack it goes on. */
async function formatName({ chats }: OAuthContext, user: string): Promise<string | null> {
  const member = await chats.slack?.fetchMember(user).catch(() => null)
  return member?.kind === 'member' ? member.name : null
}

const AGAIN = 'Run `/release link` in Slack again, and finish within ten minutes.'
const OVER = {
  kind: 'rule',
  what: 'This link has expired: it was used, is older than ten minutes, or was replaced by a newer one.',
  next: AGAIN,
} as const
const DECLINED = {
  kind: 'rule',
  what: "You didn't authorize the App on GitHub, so nothing was linked.",
  next: `If that was a mistake: ${AGAIN.charAt(0).toLowerCase()}${AGAIN.slice(1)}`,
} as const
