import { extractExcerpt } from '../../../messages/announcements/notes-excerpt.ts'
import {
  type NoticeStage,
  renderCustomerMail,
  renderForumTopic,
  renderRolledBackTopic,
  renderSocialPost,
  renderStatusNotice,
} from '../../../messages/announcements/rollout-notices.ts'
import { describeMissedMails } from '../../../messages/refused-effect.ts'
import type { Fact } from '../../../release/lifecycle/commands.ts'
import type { NoticeKind, StatusPage } from '../../ports/status-page.ts'
import { createMailKey, type MailFate, sendMailOnce } from '../send-mail-once.ts'
import { readNotice } from './read-notice.ts'
import { getRepositoryName, type PerformRollout, type RolloutContext } from './rollout-context.ts'

/** §4.1: one mail to each customer on the policy's list, never twice. Without a list or a server a person says it. */
export const notifyCustomers: PerformRollout<'notify-customers'> = async (context, { what, key }) => {
  const { deps, terms } = context
  const mailer = deps.connections.findMailer(getRepositoryName(context))
  if (mailer === null || terms.customers.length === 0) return []
  const template = await readNotice(context, what === 'rolled-back' ? 'mail-rollback' : 'mail')
  const mail = renderCustomerMail(context.release, template)
  const fates: { readonly to: string; readonly fate: MailFate }[] = []
  for (const to of terms.customers)
    fates.push({ to, fate: await sendMailOnce(deps, mailer, { key: createMailKey(key, to), to, ...mail }) })
  const listOf = (fate: MailFate) => fates.flatMap((one) => (one.fate === fate ? [one.to] : []))
  const [refused, unclear] = [listOf('refused'), listOf('unclear')]
  if (what === 'rolled-back') return tellMissed(context, [...refused, ...unclear])
  const at = deps.now()
  const notified: Fact = { type: 'CustomersNotified', at, recipients: terms.customers.length, refused }
  return [notified, ...tellMissed(context, unclear)]
}

/** Who they are is in the log alone: everybody reads the issue of a public repository. */
function tellMissed({ deps, id, terms }: RolloutContext, missed: readonly string[]): readonly Fact[] {
  if (missed.length === 0) return []
  deps.log.warn({ release: id, recipients: missed.join(', ') }, 'Mails may not have arrived.')
  const told = describeMissedMails({ recipients: terms.customers.length, missed: missed.length })
  return [
    {
      type: 'EffectRefused',
      at: deps.now(),
      effect: 'notify-customers',
      ...told,
      askedBy: null,
      rerun: null,
    },
  ]
}

/** §4.1: one notice for each release on the status page, found by its mark, as it stands now. */
export const updateStatusPage: PerformRollout<'update-status-page'> = async (context, { what }) => {
  const { deps, id, release } = context
  const page = deps.connections.findStatusPage(getRepositoryName(context))
  if (page === null) return []
  const isRolledBack = what === 'rolled-back'
  const mark = isRolledBack ? `${id} rolled back` : id
  const text = renderStatusNotice(release, what)
  const notice = { mark, ...text, kind: toNoticeKind(context, what) }
  const found = await page.findNotice(mark)
  if (found === null || found === 'unknown') await page.publishNotice(notice)
  else await page.updateNotice(found, notice)
  if (isRolledBack) await endMaintenance(context, page)
  return what === 'scheduled' ? [proveItem(context, 'status-page', text.title)] : []
}

/** What was announced as under way is over; the notice of the rollback says how. */
async function endMaintenance(context: RolloutContext, page: StatusPage): Promise<void> {
  const { id, release } = context
  const found = await page.findNotice(id)
  if (found === null || found === 'unknown') return
  const text = {
    ...renderStatusNotice(release, 'completed'),
    body: renderStatusNotice(release, 'rolled-back').body,
  }
  await page.updateNotice(found, { mark: id, ...text, kind: toNoticeKind(context, 'completed') })
}

/** So long a rollout is said to take, in seconds, where nobody knows better. */
const EXPECTED_SECONDS = 2 * 60 * 60

function toNoticeKind({ deps, release, terms }: RolloutContext, what: NoticeStage): NoticeKind {
  if (what === 'rolled-back') return { kind: 'incident', state: 'investigating' }
  const since = release.ledger.rollout.readySince ?? deps.now()
  const from = since + terms.advanceNoticeSeconds
  const to = from + EXPECTED_SECONDS
  const isEnd = what === 'scheduled' || what === 'completed'
  return { kind: 'maintenance', state: isEnd ? what : 'in-progress', from, to }
}

/** §5.2: in the forum, or as posts; each is looked for before it is posted. */
export const postAnnouncement: PerformRollout<'post-announcement'> = async (context, { to, what, key }) => {
  const { release } = context
  if (release.status !== 'published') return []
  if (what === 'rolled-back') return editAnnouncement(context, to)
  switch (to) {
    case 'forum':
      return postInForum(context, release.url, release.release.text)
    case 'social':
      return postOnNetworks(context, release.url, key)
  }
}

/** What was posted is edited in its place, and never posted again: whoever reads it later has to know. */
async function editAnnouncement(
  context: RolloutContext,
  where: 'forum' | 'social',
): Promise<readonly Fact[]> {
  const { release } = context
  if (release.status !== 'published' || release.rolledBack === null) return []
  const told = { url: release.url, notes: release.release.text }
  switch (where) {
    case 'forum':
      await editTopic(context, told)
      return []
    case 'social':
      await editPosts(context, told)
      return []
  }
}

interface RolledBackNotice {
  readonly url: string
  readonly notes: string
}

async function editTopic(context: RolloutContext, { url, notes }: RolledBackNotice): Promise<void> {
  const { deps, id, release } = context
  const forum = deps.connections.findForum(getRepositoryName(context))
  const posted = await forum?.findTopic(id)
  if (!forum || !posted) return
  const told = { url, notes: extractExcerpt(notes, url) }
  const { text } = renderForumTopic(release, told, await readNotice(context, 'forum'))
  const template = await readNotice(context, 'forum-rollback')
  await forum.editTopic(posted, renderRolledBackTopic(release, text, template))
}

async function editPosts(context: RolloutContext, { url }: RolledBackNotice): Promise<void> {
  const { deps, id, release } = context
  const template = await readNotice(context, 'post-rollback')
  for (const network of deps.connections.listSocialNetworks(getRepositoryName(context))) {
    const posted = await network.findPost(url)
    if (!posted) continue
    const { mostCharacters } = network
    const text = renderSocialPost(release, { url, mostCharacters }, template)
    if (!(await network.editPost(posted, text)))
      deps.log.warn(
        { release: id, url: posted.url },
        'A post about a release that was rolled back stands as it was.',
      )
  }
}

async function postInForum(context: RolloutContext, url: string, notes: string): Promise<readonly Fact[]> {
  const { deps, id, release } = context
  const forum = deps.connections.findForum(getRepositoryName(context))
  if (forum === null) return []
  const told = { url, notes: extractExcerpt(notes, url) }
  const topic = renderForumTopic(release, told, await readNotice(context, 'forum'))
  const posted =
    (await forum.findTopic(id)) ?? (await forum.postTopic({ mark: id, category: null, ...topic }))
  return [proveItem(context, 'forum', posted.url)]
}

async function postOnNetworks(context: RolloutContext, url: string, key: string): Promise<readonly Fact[]> {
  const { deps, release } = context
  const template = await readNotice(context, 'post')
  const posted: string[] = []
  for (const network of deps.connections.listSocialNetworks(getRepositoryName(context))) {
    const { mostCharacters } = network
    const text = renderSocialPost(release, { url, mostCharacters }, template)
    const found = (await network.findPost(url)) ?? (await network.publishPost({ key, text, link: url }))
    posted.push(found.url)
  }
  return posted.length === 0 ? [] : [proveItem(context, 'tweet', posted.join(', ').slice(0, 500))]
}

function proveItem({ deps }: RolloutContext, item: string, evidence: string): Fact {
  return { type: 'ItemProved', at: deps.now(), item, evidence }
}
