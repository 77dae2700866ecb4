import { getPreviousVersion, getRolledBackTo, getRolloutTerms } from '../../release/lifecycle/rollout/view.ts'
import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import { formatDuration } from '../../release/policy/duration.ts'
import { fillNotice } from '../rollout/notice-templates.ts'
import { escapeMarkdown } from '../text/markdown.ts'
import type { Template } from '../text/template.ts'

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

/** What the texts to people outside may name, for plain text. */
function createValues(release: Rolling) {
  const { version, base } = release.ledger.about
  const seconds = getRolloutTerms(release.ledger)?.advanceNoticeSeconds ?? 0
  return {
    ...{ product: getProduct(release), version },
    previous: getPreviousVersion(release.ledger),
    to: getRolledBackTo(release) ?? base.tag,
    when: seconds === 0 ? 'soon' : `in ${formatDuration(seconds)} at the earliest`,
  }
}

/** The same for Markdown. */
function createMarkdownValues(release: Rolling) {
  const entries = Object.entries(createValues(release)).map(([name, value]) => [name, escapeMarkdown(value)])
  return Object.fromEntries(entries)
}

/** The mail to an enterprise customer. Plain text. */
export function renderCustomerMail(
  release: Rolling,
  template: Template,
): { readonly subject: string; readonly text: string } {
  const { title, text } = fillNotice(template, createValues(release))
  return { subject: title || `${getProduct(release)} ${release.ledger.about.version}`, text: `${text}\n` }
}

/** The topic in the forum, as Markdown. */
export function renderForumTopic(
  release: Rolling,
  { url, notes }: { readonly url: string; readonly notes: string },
  template: Template,
): { readonly title: string; readonly text: string } {
  const { title, text } = fillNotice(template, { ...createMarkdownValues(release), url, notes })
  return { title: title || `${getProduct(release)} ${release.ledger.about.version}`, text }
}

/** The topic in the forum after a rollback, as Markdown: what was said before stands below. */
export function renderRolledBackTopic(release: Rolling, before: string, template: Template): string {
  const { text } = fillNotice(template, createMarkdownValues(release))
  return `${text}\n\n---\n\n${before}`
}

/** A post with the link by which it is known, in at most so many characters. */
export function renderSocialPost(
  release: Rolling,
  { url, mostCharacters }: { readonly url: string; readonly mostCharacters: number },
  template: Template,
): string {
  const { text } = fillNotice(template, createValues(release))
  return `${text.slice(0, Math.max(0, mostCharacters - url.length - 1))} ${url}`
}
