import {
  getHead,
  getOpenQuestion,
  getPicks,
  getPlan,
  getTagApprovals,
  getTagged,
  type OpenedRelease,
} from '../../release/lifecycle/view.ts'
import { countGoes } from '../questions/question.ts'
import { listAlerts } from '../release/alerts.ts'
import { describeStatus } from '../release/describe-status.ts'
import {
  countFoundArtifacts,
  countGreenTests,
  countTickedLines,
  getTestedHead,
  type Share,
} from '../release/evidence.ts'
import { listPhases } from '../release/phases.ts'
import { renderPicked } from '../release/picked-text.ts'
import { formatNumber, formatSpan, shortenSha } from '../wording.ts'
import type { ReleaseToRender } from './evidence.ts'
import type { SlackMessage } from './format/blocks.ts'
import {
  createPlainText,
  escapeMrkdwn,
  formatMoment,
  formatSlackCode,
  formatSlackProse,
} from './format/escape.ts'
import {
  createContext,
  createFields,
  createHeader,
  createListing,
  createMessage,
  createSection,
} from './format/fit.ts'
import {
  createRest,
  insertSlackLinks,
  linkSlackChange,
  linkSlackPullRequest,
  renderPlaceLinks,
} from './format/links.ts'
import { formatNames, formatSlackPerson } from './format/people.ts'

interface ReleaseMessageInput extends ReleaseToRender {
  /** Seconds since 1970. */
  readonly now: number
}

/**
 * The one message of a release, kept current: what it waits for and on whom, how far it is, what is in its way, where to look.
 * The same state within the same hour gives the same message, so that it is not edited for nothing.
 */
export function renderReleaseMessage(drawn: ReleaseMessageInput): SlackMessage {
  const { release } = drawn
  const { about } = release.ledger
  const title = `${about.repository.name} ${about.version}`
  const { waits, next } = describeStatus(release)
  return createMessage(`${escapeMrkdwn(title, 200)}: ${formatSlackProse(waits)}`, [
    createHeader(`${selectSymbol(release)} ${createPlainText(title, 140).text}`),
    createSection(
      `*${insertSlackLinks(waits, drawn)}*`,
      insertSlackLinks(next, drawn),
      renderWaitingSince(drawn),
    ),
    ...listAlerts(release).map(({ sentence }) => createSection(`⚠ ${formatSlackProse(sentence)}`)),
    createContext(renderPhase(release)),
    createFields(renderFacts(release)),
    renderConflicts(drawn),
    createSection(renderPlaceLinks(drawn)),
    createContext(renderOpened(release)),
  ])
}

/** What is seen first of a long list of releases. */
function selectSymbol(release: OpenedRelease): string {
  switch (release.status) {
    case 'published':
      return release.rolledBack ? '↩' : '✓'
    case 'aborted':
      return '✗'
    case 'open': {
      const { flow, trouble } = release.ledger
      return flow.kind === 'held' || trouble.kind !== 'none' ? '⚠' : '▸'
    }
  }
}

/** How long people are waited for; what goes on by itself takes minutes. */
function renderWaitingSince({ release, now }: ReleaseMessageInput): string {
  if (release.status !== 'open') return ''
  const question = getOpenQuestion(release)
  if (question)
    return `Asked ${formatMoment(question.openedAt)}, ${formatSpan(now - question.openedAt)} ago. Its buttons are in the thread.`
  const hours = now - release.ledger.askedAt
  return hours < 3_600 ? '' : `For ${formatSpan(hours)} now.`
}

function renderPhase(release: OpenedRelease): string {
  return listPhases(release)
    .map(({ name, is }) => {
      if (is === 'here') return `*▸ ${escapeMrkdwn(name)}*`
      return is === 'behind' ? `✓ ${escapeMrkdwn(name)}` : escapeMrkdwn(name)
    })
    .join(' · ')
}

/** Counts, of what there is to count where the release stands. */
function renderFacts(release: OpenedRelease): string[] {
  const tested = getTestedHead(release)
  const head = getHead(release)
  return [
    renderFact('Changes', renderPicked(release)),
    renderFact('Due', renderDue(release)),
    renderFact(
      'Manager',
      release.ledger.about.manager ? formatSlackPerson(release.ledger.about.manager) : '',
    ),
    renderFact('Commit', head === null ? '' : formatSlackCode(shortenSha(head))),
    ...(tested === null
      ? []
      : [
          renderFact('Tests', share(countGreenTests(release, tested), 'green')),
          renderFact('Checklist', share(countTickedLines(release, tested), 'ticked')),
        ]),
    renderFact('Go', goText(release)),
    renderFact('Artifacts', getTagged(release) !== null ? share(countFoundArtifacts(release), 'found') : ''),
  ]
}

/** When the first of its changes has to be out, until they are. */
function renderDue(release: OpenedRelease): string {
  const picks = release.status === 'open' ? (getPlan(release)?.picks ?? []) : []
  const [first] = picks
    .flatMap(({ due, urgency }) => (due === undefined ? [] : [{ due, urgency }]))
    .toSorted((one, other) => one.due - other.due)
  return first === undefined ? '' : `${formatMoment(first.due)} (${first.urgency})`
}

function renderFact(name: string, what: string): string {
  return what === '' ? '' : `*${name}*\n${what}`
}

function share({ of, done }: Share, word: string): string {
  return of === 0 ? '' : `${done} of ${of} ${word}`
}

/** Who said go to what is asked now, else to the tag. */
function goText(release: OpenedRelease): string {
  const question = getOpenQuestion(release)
  if (question) {
    const { all } = countGoes({ release, ...question })
    const by = question.approvals.length === 0 ? '' : ` by ${formatNames(question.approvals)}`
    return `${question.approvals.length} of ${formatNumber(all, 'go', "go's")}${by}`
  }
  const given = getTagApprovals(release)
  return given.length === 0 ? '' : `for the tag, by ${formatNames(given)}`
}

const MOST_CONFLICTS = 10

/** Where somebody has to look. */
function renderConflicts(drawn: ReleaseToRender): ReturnType<typeof createListing> {
  const { release, webUrl } = drawn
  const rows = getPicks(release).flatMap(({ candidate, became }) => {
    if (became.kind !== 'conflict') return []
    const { pullRequest, files } = became
    const where = pullRequest === null ? '' : `: resolve it in ${linkSlackPullRequest(pullRequest, webUrl)}`
    return [`• ${linkSlackChange(candidate, webUrl)} in ${formatNumber(files.length, 'file')}${where}`]
  })
  return createListing('*Conflicts*', rows, createRest(drawn), MOST_CONFLICTS)
}

/** Who opened it and when; how it ended is said at the top. */
function renderOpened({ ledger: { about } }: OpenedRelease): string {
  const who = about.requester ? formatSlackPerson(about.requester) : 'Release Captain, automatically'
  const track = about.track === 'regular' ? '' : ` on the ${about.track} track`
  const what = about.emergency === null ? '' : ` for ${about.emergency}`
  return `Opened ${formatMoment(about.openedAt)} by ${who}${track}${what}.`
}
