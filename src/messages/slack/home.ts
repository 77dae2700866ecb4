import { getOpenQuestion, type OpenedRelease } from '../../release/lifecycle/view.ts'
import { formatQuestion } from '../questions/question.ts'
import { describeStatus } from '../release/describe-status.ts'
import { createPageUrl } from '../release/pages.ts'
import { formatSpan } from '../wording.ts'
import { MOST_IN_BLOCKS, type SlackView } from './format/blocks.ts'
import {
  createPlainText,
  escapeMrkdwn,
  formatLink,
  formatMoment,
  formatSlackCode,
  formatSlackProse,
} from './format/escape.ts'
import { createContext, createListing, createSection, limitBlocks, type MessagePart } from './format/fit.ts'

/** A release as the home lists it. */
export interface ReleaseRow {
  readonly release: OpenedRelease
  /** The repository's page. */
  readonly webUrl: string
}

/** What one person finds in the App's home. */
export interface Home {
  /** Their name on GitHub; null where nobody knows it. */
  readonly me: string | null
  /** Releases with a question that they may answer, the longest asked first. */
  readonly waiting: readonly ReleaseRow[]
  readonly open: readonly ReleaseRow[]
  /** The newest first. */
  readonly ended: readonly ReleaseRow[]
  /** Seconds since 1970. */
  readonly now: number
}

const MOST_LISTED = 12

/** The App's home: what waits for whoever looks, what is on its way, what came last. */
export function renderHomeView(home: Home): SlackView {
  const { me, waiting, open, ended, now } = home
  const renderMore = (count: number) => `… and ${count} more`
  const parts: MessagePart[] = [
    renderAccount(me),
    { type: 'header', text: createPlainText('Waits for you', MOST_IN_BLOCKS.headerText) },
    createListing(
      '*You are asked*',
      waiting.map((one) => renderAskedRow(one, now)),
      renderMore,
      MOST_LISTED,
    ) ?? createSection('Nothing.'),
    { type: 'header', text: createPlainText('In progress', MOST_IN_BLOCKS.headerText) },
    createListing('*Open releases*', open.map(openRow), renderMore, MOST_LISTED) ??
      createSection(
        `None. Start one with ${formatSlackCode('/release plan')} or ${formatSlackCode('/release cut')}.`,
      ),
    { type: 'header', text: createPlainText('Latest', MOST_IN_BLOCKS.headerText) },
    createListing('*Ended*', ended.map(renderEndedRow), renderMore, MOST_LISTED) ??
      createSection('None yet.'),
    createContext(
      `Updated ${formatMoment(now)}. Open this page again for the latest; ${formatSlackCode('/release help')} shows what you can do.`,
    ),
  ]
  return {
    type: 'home',
    blocks: limitBlocks(parts, MOST_IN_BLOCKS.viewBlocks, "The rest doesn't fit here."),
  }
}

function renderAccount(me: string | null): MessagePart {
  return me === null
    ? createSection(
        `*Your GitHub account isn't linked yet.* Run ${formatSlackCode('/release link')} in any channel. Then you can answer questions and run commands from Slack.`,
      )
    : createContext(
        `You act as ${escapeMrkdwn(me, 60)} on GitHub. ${formatSlackCode('/release unlink')} ends that.`,
      )
}

function renderAskedRow({ release, webUrl }: ReleaseRow, now: number): string {
  const question = getOpenQuestion(release)
  if (!question) return openRow({ release, webUrl })
  const { version } = release.ledger.about
  const asked = formatSlackProse(formatQuestion(question.subject, version))
  return `• ${renderTitle({ release, webUrl })}: ${asked} Asked ${formatSpan(now - question.openedAt)} ago.`
}

function openRow({ release, webUrl }: ReleaseRow): string {
  return `• ${renderTitle({ release, webUrl })}: ${formatSlackProse(describeStatus(release).waits)}`
}

function renderEndedRow({ release, webUrl }: ReleaseRow): string {
  const how =
    release.status === 'published'
      ? `${formatLink(release.url, 'published')}${release.rolledBack ? `, rolled back to ${escapeMrkdwn(release.rolledBack.to, 40)}` : ''}`
      : 'aborted'
  return `• ${renderTitle({ release, webUrl })}: ${how}`
}

function renderTitle({ release: { ledger }, webUrl }: ReleaseRow): string {
  const { about, shown } = ledger
  const name = `${about.repository.name} ${about.version}`
  return `*${shown.issue === null ? escapeMrkdwn(name, 140) : formatLink(createPageUrl(webUrl, `issues/${shown.issue}`), name)}*`
}
