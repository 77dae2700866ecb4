import { timingSafeEqual } from 'node:crypto'
import type { Person } from '../../release/lifecycle/who.ts'
import type { Refusal } from '../../release/refusal.ts'
import {
  countTry,
  endAttempt,
  findProvenAttempt,
  type ProvenAttempt,
} from '../../store/links/link-attempts.ts'
import { addLink, type ChatUser, endLink } from '../../store/links/links.ts'
import type { Unit } from '../../store/transaction.ts'
import type { RuntimeDependencies } from '../context.ts'
import { findLinkConflict } from './link-conflict.ts'
import { hashSecret, parseCode } from './link-secrets.ts'

/** So many wrong codes end an attempt: of 30⁸ nobody guesses one in five. */
const MOST_WRONG = 5

export type LinkConfirmation =
  /** `before` is who they were until now. */
  | { readonly kind: 'linked'; readonly person: Person; readonly before: Person | null }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** A code that somebody said in Slack, at a time in seconds since 1970. */
interface LinkCode extends ChatUser {
  readonly code: string
  readonly at: number
}

/**
 * `/release link CODE`: who began the link says what the page showed that GitHub led to, and is linked (decision 0014).
 * The link before ends.
 */
export async function confirmLink(
  unit: Unit,
  { log }: Pick<RuntimeDependencies, 'log'>,
  said: LinkCode,
): Promise<LinkConfirmation> {
  const { workspace, user, at } = said
  const attempt = await findProvenAttempt(unit, said, at)
  if (!attempt)
    return createConfirmationRefusal(
      'You have no link that waits for a code.',
      `${BEGIN} and follow the link to GitHub.`,
    )
  if (!isCode(said.code, attempt)) {
    log.warn({ workspace, user, tries: attempt.tries + 1 }, 'A wrong code was entered to link a Slack user')
    return rejectCode(unit, attempt)
  }

  const person = { id: attempt.githubId, login: attempt.githubLogin }
  await endAttempt(unit, attempt.state)
  const refusal = await findLinkConflict(unit, said, person)
  if (refusal) return { kind: 'refused', refusal }

  const before = await endLink(unit, said, at)
  await addLink(unit, said, { githubId: person.id, githubLogin: person.login, at })
  log.info({ workspace, user, github: person.id }, 'A Slack user is linked with a GitHub user')
  return {
    kind: 'linked',
    person,
    before: before && { id: before.githubId, login: before.githubLogin },
  }
}

function isCode(typed: string, { code }: ProvenAttempt): boolean {
  const said = parseCode(typed)
  return said !== null && timingSafeEqual(Buffer.from(hashSecret(said)), Buffer.from(code))
}

async function rejectCode(unit: Unit, { state, tries }: ProvenAttempt): Promise<LinkConfirmation> {
  const left = MOST_WRONG - tries - 1
  if (left === 0) {
    await endAttempt(unit, state)
    return createConfirmationRefusal(
      `That was the fifth wrong code, so this link has expired.`,
      `${BEGIN} again.`,
    )
  }
  await countTry(unit, state)
  const tells = left === 1 ? 'one more try' : `${left} more tries`
  return createConfirmationRefusal(
    `That isn't the code that the page shows. You have ${tells}.`,
    'Copy it from the page.',
  )
}

const BEGIN = 'Run `/release link`'

function createConfirmationRefusal(what: string, next: string): LinkConfirmation {
  return { kind: 'refused', refusal: { kind: 'rule', what, next } }
}
