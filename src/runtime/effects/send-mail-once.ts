import { beginMail, forgetMail, readMailOutcome, settleMail } from '../../store/environments/mails.ts'
import type { RuntimeDependencies } from '../context.ts'
import type { Mail, Mailer } from '../ports/mailer.ts'
import { Later } from '../ports/retry-later.ts'

/**
 * Sends a mail, never twice: an attempt is on record before it is made, and what became of it after.
 *
 * @returns whether it was sent, or may have been. @throws {Later} where the server asks to wait
 */
export async function sendMailOnce(
  { store, now }: Pick<RuntimeDependencies, 'store' | 'now'>,
  mailer: Mailer,
  mail: Mail,
): Promise<boolean> {
  const { key } = mail
  if (!(await store.transact((unit) => beginMail(unit, key, now())))) {
    const known = await store.transact((unit) => readMailOutcome(unit, key))
    return known !== 'refused'
  }
  const outcome = await mailer.sendMail(mail)
  await store.transact((unit) =>
    outcome.kind === 'deferred' ? forgetMail(unit, key) : settleMail(unit, key, outcome.kind),
  )
  if (outcome.kind === 'deferred') throw new Later(now() + 60, 'The mail server asks to wait.')
  return outcome.kind !== 'refused'
}

/** Names a mail to a recipient for ever, in the letters that a Message-ID has. */
export function createMailKey(key: string, to: string): string {
  return `${key}.${Buffer.from(to).toString('hex')}`.replaceAll(':', '.')
}
