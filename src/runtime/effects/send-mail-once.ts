import { beginMail, forgetMail, readMail, settleMail } from '../../store/environments/mails.ts'
import type { RuntimeDependencies } from '../context.ts'
import type { Mail, Mailer } from '../ports/mailer.ts'
import { Later } from '../ports/retry-later.ts'

/** So long, in seconds, a mail may be on its way; one that was begun before that broke off. */
const LONGEST = 60
/** Until it is asked again what became of one that somebody else sends. */
const ASK_AGAIN = 5

/**
 * Sends a mail, never twice: an attempt is on record before it is made, and what became of it after.
 *
 * @returns what became of it; `unclear` where it broke off, and may have been sent. @throws {Later} where the server asks to wait, or somebody
 *   else is sending it now
 */
export async function sendMailOnce(
  { store, now }: Pick<RuntimeDependencies, 'store' | 'now'>,
  mailer: Mailer,
  mail: Mail,
): Promise<MailFate> {
  const { key } = mail
  if (!(await store.transact((unit) => beginMail(unit, key, now())))) {
    const begun = await store.transact((unit) => readMail(unit, key))
    // It is gone where the server has just asked somebody else to wait.
    if (begun === null || (begun.outcome === null && now() - begun.begunAt < LONGEST))
      throw new Later(now() + ASK_AGAIN, 'The mail is on its way.')
    return toFate(begun.outcome)
  }
  const outcome = await mailer.sendMail(mail)
  await store.transact((unit) =>
    outcome.kind === 'deferred' ? forgetMail(unit, key) : settleMail(unit, key, outcome.kind),
  )
  if (outcome.kind === 'deferred') throw new Later(now() + 60, 'The mail server asks to wait.')
  return toFate(outcome.kind)
}

/** What became of a mail that isn't sent again. */
export type MailFate = 'sent' | 'refused' | 'unclear'

function toFate(outcome: string | null): MailFate {
  if (outcome === 'accepted') return 'sent'
  return outcome === 'refused' ? 'refused' : 'unclear'
}

/** Names a mail to a recipient for ever, in the letters that a Message-ID has. */
export function createMailKey(key: string, to: string): string {
  return `${key}.${Buffer.from(to).toString('hex')}`.replaceAll(':', '.')
}
