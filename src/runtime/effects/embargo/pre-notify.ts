import { createHash } from 'node:crypto'
import { renderPreNotification } from '../../../messages/security/pre-notification.ts'
import type { Embargo } from '../../../release/lifecycle/embargo/state.ts'
import type { Perform } from '../../github-state/effect-context.ts'
import { sendMailOnce } from '../send-mail-once.ts'

/**
 * Pre-notify affected users: one mail to each address of the policy's list, with exactly the text that the policy allows. Without
 * a mail server nobody got one, and the security team reads whom to tell.
 */
export const preNotify: Perform<'pre-notify'> = async (context, { dueAt, key }) => {
  const { deps, release } = context
  const { about, embargo } = release.ledger
  const { preNotify: notice } = about.terms
  if (release.status !== 'open' || !embargo?.disclosing || embargo.disclosing.dueAt !== dueAt || !notice)
    return []
  const { name } = embargo.publicRepository
  const mailer = deps.connections.findMailer(about.repository.name) ?? deps.connections.findMailer(name)
  const mail = renderPreNotification(notice.text, { repository: name, ...embargo.disclosing })
  const refused: string[] = []
  for (const to of notice.to) {
    const fate = mailer && (await sendMailOnce(deps, mailer, { key: nameMail(embargo, to), to, ...mail }))
    // One of which nobody knows whether it arrived is a person's to follow up: it isn't sent again.
    if (fate !== 'sent') refused.push(to)
  }
  return [{ type: 'PreNotified', at: deps.now(), answers: key, recipients: notice.to.length, refused }]
}

/**
 * One name for all lines of an advisory that are disclosed at a time, so that nobody hears of it once for each. It stands in
 * a header of the mail, so that it is a digest: it must not say what is disclosed.
 */
function nameMail({ advisory, publicRepository, disclosing }: Embargo, to: string): string {
  const named = ['pre-notify', publicRepository.id, advisory, disclosing?.dueAt, to]
  return createHash('sha256').update(JSON.stringify(named)).digest('hex')
}
