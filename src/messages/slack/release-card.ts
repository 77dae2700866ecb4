import {
  getHead,
  getOpenQuestion,
  getPicks,
  getTagApprovals,
  getTagged,
  type OpenedRelease,
} from '../../release/lifecycle/view.ts'
import { alertsOf } from '../release/alerts.ts'
import { artifactsFound, linesTicked, type Share, testedHead, testsGreen } from '../release/evidence.ts'
import { phasesOf } from '../release/phases.ts'
import { pickedText } from '../release/picked.ts'
import { goesOf } from '../release/question.ts'
import { standing } from '../release/standing.ts'
import { count, shortSha, span } from '../release/wording.ts'
import type { SlackMessage } from './blocks.ts'
import { code, moment, mrkdwn, plain, prose } from './escape.ts'
import type { Drawn } from './evidence.ts'
import { context, fields, header, listing, message, section } from './fit.ts'
import { nameOfPerson, names } from './people.ts'
import { changeLink, placeLinks, pullLink, restOf, withLinks } from './places.ts'

export interface CardToDraw extends Drawn {
  /** Seconds since 1970. */
  readonly now: number
}

/**
 * The one message of a release, kept current: what it waits for and on whom, how far it is, what is in its way, where to look.
 * The same state within the same hour gives the same message, so that it is not edited for nothing.
 */
export function releaseCard(drawn: CardToDraw): SlackMessage {
  const { release } = drawn
  const { about } = release.ledger
  const title = `${about.repository.name} ${about.version}`
  const { waits, next } = standing(release)
  return message(`${mrkdwn(title, 200)}: ${prose(waits)}`, [
    header(`${symbol(release)} ${plain(title, 140).text}`),
    section(`*${withLinks(waits, drawn)}*`, withLinks(next, drawn), waitingSince(drawn)),
    ...alertsOf(release).map(({ sentence }) => section(`⚠ ${prose(sentence)}`)),
    context(phaseLine(release)),
    fields(factsOf(release)),
    conflicts(drawn),
    section(placeLinks(drawn)),
    context(openedLine(release)),
  ])
}

/** What is seen first of a long list of releases. */
function symbol(release: OpenedRelease): string {
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
function waitingSince({ release, now }: CardToDraw): string {
  if (release.status !== 'open') return ''
  const question = getOpenQuestion(release)
  if (question)
    return `Asked ${moment(question.openedAt)}, ${span(now - question.openedAt)} ago. Its buttons are in the thread.`
  const hours = now - release.ledger.askedAt
  return hours < 3_600 ? '' : `For ${span(hours)} now.`
}

function phaseLine(release: OpenedRelease): string {
  return phasesOf(release)
    .map(({ name, is }) => {
      if (is === 'here') return `*▸ ${mrkdwn(name)}*`
      return is === 'behind' ? `✓ ${mrkdwn(name)}` : mrkdwn(name)
    })
    .join(' · ')
}

/** Counts, of what there is to count where the release stands. */
function factsOf(release: OpenedRelease): string[] {
  const tested = testedHead(release)
  const head = getHead(release)
  return [
    fact('Changes', pickedText(release)),
    fact('Commit', head === null ? '' : code(shortSha(head))),
    ...(tested === null
      ? []
      : [
          fact('Tests', share(testsGreen(release, tested), 'green')),
          fact('Checklist', share(linesTicked(release, tested), 'ticked')),
        ]),
    fact('Go', goText(release)),
    fact('Artifacts', getTagged(release) !== null ? share(artifactsFound(release), 'found') : ''),
  ]
}

function fact(name: string, what: string): string {
  return what === '' ? '' : `*${name}*\n${what}`
}

function share({ of, done }: Share, word: string): string {
  return of === 0 ? '' : `${done} of ${of} ${word}`
}

/** Who said go to what is asked now, else to the tag. */
function goText(release: OpenedRelease): string {
  const question = getOpenQuestion(release)
  if (question) {
    const { all } = goesOf({ release, ...question })
    const by = question.approvals.length === 0 ? '' : ` by ${names(question.approvals)}`
    return `${question.approvals.length} of ${count(all, 'go', "go's")}${by}`
  }
  const given = getTagApprovals(release)
  return given.length === 0 ? '' : `for the tag, by ${names(given)}`
}

const MOST_CONFLICTS = 10

/** Where somebody has to look. */
function conflicts(drawn: Drawn): ReturnType<typeof listing> {
  const { release, webUrl } = drawn
  const rows = getPicks(release).flatMap(({ candidate, became }) => {
    if (became.kind !== 'conflict') return []
    const { pullRequest, files } = became
    const where = pullRequest === null ? '' : `: resolve it in ${pullLink(pullRequest, webUrl)}`
    return [`• ${changeLink(candidate, webUrl)} in ${count(files.length, 'file')}${where}`]
  })
  return listing('*Conflicts*', rows, restOf(drawn), MOST_CONFLICTS)
}

/** Who opened it and when; how it ended is said at the top. */
function openedLine({ ledger: { about } }: OpenedRelease): string {
  const who = about.requester ? nameOfPerson(about.requester) : 'nobody: it followed by itself'
  const track = about.track === 'regular' ? '' : ` on the ${about.track} track`
  const what = about.emergency === null ? '' : ` for ${about.emergency}`
  return `Opened ${moment(about.openedAt)} by ${who}${track}${what}.`
}
