import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import { isSecurityRelease, type OpenedRelease } from '../../release/lifecycle/view.ts'
import { escapeInvisible } from '../text/escape-invisible.ts'
import { getText, parseMarkdown } from '../text/markdown-tree.ts'
import { fillTemplate } from '../text/template.ts'
import { type AnnouncementStage, createTemplateValues } from './template-values.ts'
import type { AnnouncementTemplates, Variant } from './templates.ts'

/** One message to customers or the public, before it is written for a medium. */
export interface Announcement {
  readonly variant: Variant
  /** Text in which nothing is markup. */
  readonly title: string
  /** The page that says more. */
  readonly url: string
  /** GitHub Markdown. What people wrote in titles and reasons is escaped in it; notes are the maintainers' own Markdown. */
  readonly body: string
  /** With its `v`. */
  readonly version: string
  readonly product: string
  /** When that happened, in seconds since 1970. */
  readonly at: number
}

/** What an announcement is made from. */
export interface AnnouncementInput {
  readonly release: OpenedRelease
  readonly events: readonly ReleaseEvent[]
  /** The repository's page, `https://github.com/owner/name`. */
  readonly webUrl: string
  readonly templates: TemplateSet
}

/** What of a policy speaks in announcements. */
export interface TemplateSet {
  readonly product: string
  readonly templates: AnnouncementTemplates
}

/**
 * What the one announcement of a published release shows now: that it is out, that it mends security, or that production
 * went back. It changes with corrections and a rollback, and is the same message. Null before the publication.
 *
 * @throws {Refused} `config`: the template is wrong
 */
export function renderAnnouncement(announcing: AnnouncementInput): Announcement | null {
  const { release, events } = announcing
  const published = events.findLast(({ type }) => type === 'Published')
  if (release.status !== 'published' || !published) return null
  if (release.rolledBack)
    return renderPage(announcing, { variant: 'rollback', stage: 'rolled-back', at: release.rolledBack.at })

  const variant = isSecurityRelease(release) ? 'security' : 'release'
  return renderPage(announcing, { variant, stage: 'out', at: published.at })
}

/**
 * §4.1: what the announcement before the publication shows now: that it is coming, and later what became of it. Null as long
 * as its artifacts are not verified.
 *
 * @throws {Refused} `config`: the template is wrong
 */
export function renderAdvanceAnnouncement(announcing: AnnouncementInput): Announcement | null {
  const built = announcing.events.findLast(
    (event) => event.type === 'GateOpened' && event.gate === 'artifacts',
  )
  if (!built) return null
  return renderPage(announcing, { variant: 'advance', stage: getStage(announcing.release), at: built.at })
}

function getStage(release: OpenedRelease): AnnouncementStage {
  switch (release.status) {
    case 'open':
      return 'coming'
    case 'aborted':
      return 'called-off'
    case 'published':
      return release.rolledBack ? 'rolled-back' : 'out'
  }
}

function renderPage(
  announcing: AnnouncementInput,
  {
    variant,
    stage,
    at,
  }: { readonly variant: Variant; readonly stage: AnnouncementStage; readonly at: number },
): Announcement {
  const { release, webUrl, templates: templateSet } = announcing
  const { version } = release.ledger.about
  const url = getReleasePage(release, webUrl)
  const text = fillTemplate(
    templateSet.templates[variant],
    createTemplateValues({ ...announcing, product: templateSet.product, stage, url, at }),
  )
  const { title, body } = splitTitle(text)
  const { product } = templateSet
  return { variant, title: title || `${product} ${version}`, url: url.href, body, version, product, at }
}

/** The GitHub release, or the tracking issue while there is none. That of a security release says what it fixes. */
function getReleasePage(release: OpenedRelease, webUrl: string): URL {
  if (release.status === 'published') return new URL(release.url)
  const { issue } = release.ledger.shown
  return new URL(
    issue === null || isSecurityRelease(release) ? `${webUrl}/releases` : `${webUrl}/issues/${issue}`,
  )
}

/** A template's first heading is the title. */
function splitTitle(text: string): { readonly title: string; readonly body: string } {
  const [whole, heading = ''] = /^\s*#[ \t]+(.*)(?:\n|$)/.exec(text) ?? ['']
  return { title: escapeInvisible(getText(parseMarkdown(heading))), body: text.slice(whole.length).trim() }
}
