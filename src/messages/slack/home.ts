import { getOpenQuestion, type OpenedRelease } from '../../release/lifecycle/view.ts'
import { page } from '../release/pages.ts'
import { asking } from '../release/question.ts'
import { standing } from '../release/standing.ts'
import { span } from '../release/wording.ts'
import { MOST, type SlackView } from './blocks.ts'
import { code, link, moment, mrkdwn, plain, prose } from './escape.ts'
import { context, listing, type Part, section, within } from './fit.ts'

/** A release as the home lists it. */
export interface Listed {
  readonly release: OpenedRelease
  /** The repository's page. */
  readonly webUrl: string
}

/** What one person finds in the App's home. */
export interface Home {
  /** Their name on GitHub; null where nobody knows it. */
  readonly me: string | null
  /** Releases with a question that they may answer, the longest asked first. */
  readonly waiting: readonly Listed[]
  readonly open: readonly Listed[]
  /** The newest first. */
  readonly ended: readonly Listed[]
  /** Seconds since 1970. */
  readonly now: number
}

const MOST_LISTED = 12

/** The App's home: what waits for whoever looks, what is on its way, what came last. */
export function homeView(home: Home): SlackView {
  const { me, waiting, open, ended, now } = home
  const more = (count: number) => `… and ${count} more`
  const parts: Part[] = [
    whoIs(me),
    { type: 'header', text: plain('Waits for you', MOST.headerText) },
    listing(
      '*You are asked*',
      waiting.map((one) => askedRow(one, now)),
      more,
      MOST_LISTED,
    ) ?? section('Nothing.'),
    { type: 'header', text: plain('On their way', MOST.headerText) },
    listing('*Open releases*', open.map(openRow), more, MOST_LISTED) ??
      section(`None. Begin one with ${code('/release plan')} or ${code('/release cut')}.`),
    { type: 'header', text: plain('The last ones', MOST.headerText) },
    listing('*Ended*', ended.map(endedRow), more, MOST_LISTED) ?? section('None yet.'),
    context(
      `As it was ${moment(now)}. Open this page again to see what is new; ${code('/release help')} says what you can do.`,
    ),
  ]
  return { type: 'home', blocks: within(parts, MOST.viewBlocks, 'The rest does not fit here.') }
}

function whoIs(me: string | null): Part {
  return me === null
    ? section(
        `*Nobody knows here who you are on GitHub.* Say ${code('/release link')} in any channel to prove it: then you can answer questions and say commands from Slack.`,
      )
    : context(`You act as ${mrkdwn(me, 60)} on GitHub. ${code('/release unlink')} ends that.`)
}

function askedRow({ release, webUrl }: Listed, now: number): string {
  const question = getOpenQuestion(release)
  if (!question) return openRow({ release, webUrl })
  const { version } = release.ledger.about
  const asked = prose(asking(question.subject, version))
  return `• ${titled({ release, webUrl })}: ${asked} Asked ${span(now - question.openedAt)} ago.`
}

function openRow({ release, webUrl }: Listed): string {
  return `• ${titled({ release, webUrl })}: ${prose(standing(release).waits)}`
}

function endedRow({ release, webUrl }: Listed): string {
  const how =
    release.status === 'published'
      ? `${link(release.url, 'published')}${release.rolledBack ? `, rolled back to ${mrkdwn(release.rolledBack.to, 40)}` : ''}`
      : 'aborted'
  return `• ${titled({ release, webUrl })}: ${how}`
}

function titled({ release: { ledger }, webUrl }: Listed): string {
  const { about, shown } = ledger
  const name = `${about.repository.name} ${about.version}`
  return `*${shown.issue === null ? mrkdwn(name, 140) : link(page(webUrl, `issues/${shown.issue}`), name)}*`
}
