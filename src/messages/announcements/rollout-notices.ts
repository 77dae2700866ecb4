import { getRolledBackTo, getRolloutTerms } from '../../release/lifecycle/rollout/view.ts'
import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import { formatDuration } from '../../release/policy/duration.ts'

/** Where a rollout is for those who read the status page. */
export type NoticeStage = 'scheduled' | 'in-progress' | 'monitoring' | 'completed' | 'rolled-back'

type Rolling = OpenedRelease

/** The last part of a repository's name: what customers know the product by. */
function getProduct({ ledger: { about } }: Rolling): string {
  return about.repository.name.split('/').at(-1) ?? about.repository.name
}

const STATUS_TEXTS: Readonly<Record<NoticeStage, (product: string, version: string) => string>> = {
  scheduled: (product, version) => `${product} ${version} will be deployed. No downtime is expected.`,
  'in-progress': (product, version) => `${product} ${version} is being deployed, step by step.`,
  monitoring: (product, version) => `${product} ${version} is deployed, and is being watched.`,
  completed: (product, version) => `${product} ${version} is deployed, and held up.`,
  'rolled-back': (product, version) =>
    `${product} ${version} was rolled back. Some requests may have failed meanwhile.`,
}

/** The notice on the status page. Plain text. */
export function renderStatusNotice(
  release: Rolling,
  stage: NoticeStage,
): { readonly title: string; readonly body: string } {
  const product = getProduct(release)
  const { version } = release.ledger.about
  const title = stage === 'rolled-back' ? `${product} ${version} was rolled back` : `${product} ${version}`
  return { title, body: STATUS_TEXTS[stage](product, version) }
}

/** The mail to an enterprise customer. Plain text. */
export function renderCustomerMail(
  release: Rolling,
  what: 'advance' | 'rolled-back',
): { readonly subject: string; readonly text: string } {
  const product = getProduct(release)
  const { version, base } = release.ledger.about
  if (what === 'rolled-back')
    return {
      subject: `${product} ${version} was rolled back`,
      text: `Hello,\n\n${product} ${version} was rolled back, and ${getRolledBackTo(release) ?? base.tag} is in production again. You don't have to do anything.\n`,
    }
  const seconds = getRolloutTerms(release.ledger)?.advanceNoticeSeconds ?? 0
  const when = seconds === 0 ? 'soon' : `in ${formatDuration(seconds)} at the earliest`
  return {
    subject: `${product} ${version} is coming`,
    text: `Hello,\n\n${product} ${version} will be deployed to production ${when}. It is a patch release after ${base.tag}. You don't have to do anything.\n`,
  }
}

/** The topic in the forum, as Markdown. */
export function renderForumTopic(
  release: Rolling,
  url: string,
  notes: string,
): { readonly title: string; readonly text: string } {
  const product = getProduct(release)
  const { version, base } = release.ledger.about
  return {
    title: `${product} ${version} is out`,
    text: `${product} ${version} is now available. It replaces ${base.tag}.\n\n${notes}\n\n${url}`,
  }
}

/** The topic in the forum after a rollback, as Markdown: what was said before stands below. */
export function renderRolledBackTopic(release: Rolling, to: string, before: string): string {
  const product = getProduct(release)
  const { version } = release.ledger.about
  return `**${product} ${version} was rolled back.** Use ${to} until the next release.\n\n---\n\n${before}`
}

/** A post after a rollback, with the link by which it is known, in at most so many characters. */
export function renderRolledBackPost(
  release: Rolling,
  { to, url }: { readonly to: string; readonly url: string },
  mostCharacters: number,
): string {
  const text = `${getProduct(release)} ${release.ledger.about.version} was rolled back. Use ${to} until the next release.`
  return `${text.slice(0, Math.max(0, mostCharacters - url.length - 1))} ${url}`
}

/** A post with its link, in at most so many characters. */
export function renderSocialPost(release: Rolling, url: string, mostCharacters: number): string {
  const text = `${getProduct(release)} ${release.ledger.about.version} is now available.`
  return `${text.slice(0, Math.max(0, mostCharacters - url.length - 1))} ${url}`
}
