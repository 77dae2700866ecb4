import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import {
  getHead,
  getOpenQuestion,
  getPlan,
  getTagApprovals,
  type OpenedRelease,
  type OpenQuestion,
} from '../../release/lifecycle/view.ts'
import type { Person } from '../../release/lifecycle/who.ts'
import { asSentence } from '../../release/lifecycle/wording.ts'
import type { PromptKey } from '../../release/lifecycle/words.ts'
import { shortened } from '../cut.ts'
import { alertsOf } from '../release/alerts.ts'
import { changedSince, type Ended, endedOf, followedBy } from '../release/ended-question.ts'
import { linesTicked, testsGreen } from '../release/evidence.ts'
import { mayAnswer, ruledOut } from '../release/may-answer.ts'
import { page } from '../release/pages.ts'
import { asking, goesOf, SILENCE, type ToAsk } from '../release/question.ts'
import { count, list, span } from '../release/wording.ts'
import type { Button, SlackMessage } from './blocks.ts'
import { link, mention, moment, mrkdwn, plain, prose } from './escape.ts'
import { artifactRows, type Drawn, testRows, tickRows } from './evidence.ts'
import { actions, context, fields, header, listing, message, type Part, section } from './fit.ts'
import { nameOfPerson, names, whoText } from './people.ts'
import { changeLink, placeLinks, pullLink, restOf } from './places.ts'
import { subjectLines } from './subject.ts'

/** A question with its buttons. */
export interface ToAskInSlack extends ToAsk {
  readonly webUrl: string
  /** What comes back with a press: opaque, 2,000 characters at most. */
  readonly value: string
  /** Slack users of people by their GitHub ids, as far as they are known: who is named in the policy is told. */
  readonly people: ReadonlyMap<number, string>
  /** Seconds since 1970. */
  readonly now: number
}

/** The block with the buttons of a question. */
const QUESTION = 'question'

/** A go/no-go question with all that the decision needs: what it is for, what is in it, what proves it, who may answer. */
export function questionCard(asked: ToAskInSlack): SlackMessage {
  const { release, subject } = asked
  const { version, repository } = release.ledger.about
  const question = asking(subject, version)
  return message(`${mrkdwn(repository.name, 140)}: ${mrkdwn(question, 140)}`, [
    header(question),
    section(...subjectLines(asked), comparison(asked)),
    ...alertsOf(release).map(({ sentence }) => section(`⚠ ${prose(sentence)}`)),
    inIt(asked),
    flags(asked),
    ...(subject.step === 'cut' ? [] : evidence(asked)),
    measured(asked),
    section(...answering(asked)),
    actions(QUESTION, buttons(asked)),
    context(SILENCE, placeLinks(asked)),
  ])
}

function comparison({ release, subject, webUrl }: ToAskInSlack): string {
  const { base } = release.ledger.about
  const to = subject.step === 'cut' ? getPlan(release)?.main : subject.commit
  if (to === undefined) return ''
  const what = subject.step === 'cut' ? 'what main has' : 'all that changes'
  return link(page(webUrl, `compare/${base.tag}...${to}`), `${what} since ${base.tag}`)
}

function inIt(asked: ToAskInSlack): Part {
  const { release, webUrl } = asked
  const picks = getPlan(release)?.picks ?? []
  const rows = picks.map(({ candidate, title, type }) => {
    const of = type === undefined ? '' : ` (${type})`
    return `• ${changeLink(candidate, webUrl)} ${mrkdwn(title, 140)}${of}`
  })
  return listing(`*In it: ${count(picks.length, 'change')}*`, rows, restOf(asked))
}

const MOST_FLAGS = 10

function flags(asked: ToAskInSlack): Part {
  const rows = getPlan(asked.release)?.picks.flatMap((pick) =>
    (pick.flags ?? []).map((flag) => `⚠ ${prose(flag, (number) => pullLink(number, asked.webUrl))}`),
  )
  return listing('*Look at these first*', rows ?? [], restOf(asked), MOST_FLAGS)
}

/** What the gates were opened by: tests on exactly this commit, who looked at what, what was built. */
function evidence(asked: ToAskInSlack): Part[] {
  const head = getHead(asked.release)
  if (head === null) return []
  const rest = restOf(asked)
  return [
    listing('*What proves it*', [...testRows(asked, head), ...tickRows(asked, head)], rest),
    asked.subject.step === 'publish' ? listing('*What was built*', artifactRows(asked), rest) : null,
    asked.subject.step === 'publish' ? tagGo(asked) : null,
  ]
}

function tagGo({ release }: Drawn): Part {
  const given = getTagApprovals(release)
  return given.length === 0 ? null : section(`Go for the tag: ${names(given)}.`)
}

/** Release Metrics, as far as they are known before it is out: nobody recorded when the first of it was reported. */
function measured(asked: ToAskInSlack): Part {
  const { release, now } = asked
  const { openedAt, terms } = release.ledger.about
  const question = openQuestion(asked)
  const head = getHead(release)
  return fields([
    `*Time to Patch*\n${span(now - openedAt)} since it was opened; the target is under ${span(terms.timeToPatchBelow)} from report to release`,
    ...(head === null || asked.subject.step === 'cut' ? [] : [shares(asked, head)]),
    ...(question ? [`*Asked*\n${moment(question.openedAt)}`] : []),
  ])
}

function shares({ release }: Drawn, head: string): string {
  const tests = testsGreen(release, head)
  const lines = linesTicked(release, head)
  return `*Gates*\n${tests.done} of ${count(tests.of, 'test')} green, ${lines.done} of ${count(lines.of, 'line')} ticked`
}

function answering(asked: ToAskInSlack): string[] {
  const { release, subject } = asked
  const { all, needed } = goesOf(asked)
  const given = openQuestion(asked)?.approvals ?? []
  const so = given.length === 0 ? 'nobody said go yet' : `go by ${names(given)}`
  const more = needed < all ? `, ${needed} more needed` : ''
  return [
    `*It takes ${count(all, 'go', "go's")}*: ${so}${more}.`,
    prose(mayAnswer(release, subject)),
    told(asked, given),
  ]
}

/** Whom the policy names is told by name; whom a permission makes an approver is not known by name. */
function told({ release, subject, people }: ToAskInSlack, given: readonly Person[]): string {
  const { roles, approvals } = release.ledger.about.terms
  const out = approvals[subject.step].twoPerson ? ruledOut(release) : []
  const mentions = roles.approver.users
    .filter((id) => ![...out, ...given].some((person) => person.id === id))
    .flatMap((id) => people.get(id) ?? [])
    .map(mention)
  return mentions.length === 0 ? '' : `It is for ${list(mentions.slice(0, 20))} to answer.`
}

/** While it is held nobody can say go, and a no is always heard. */
function buttons({ release, value }: ToAskInSlack): Button[] {
  const all = [
    button('go', 'Go', { value, style: 'primary' }),
    button('no-go', 'No-go', { value, style: 'danger' }),
    button('hold', 'Hold', { value }),
  ]
  return release.ledger.flow.kind === 'held' ? all.filter(({ style }) => style === 'danger') : all
}

function button(press: string, text: string, how: Pick<Button, 'value' | 'style'>): Button {
  return { type: 'button', action_id: `release-captain:${press}`, text: plain(text, 75), ...how }
}

function openQuestion({ release, prompt }: { readonly prompt: PromptKey } & Drawn): OpenQuestion | null {
  const question = getOpenQuestion(release)
  return question?.prompt === prompt ? question : null
}

/** A question that was asked, with all that happened. */
export interface Answered extends Drawn {
  readonly events: readonly ReleaseEvent[]
  readonly prompt: PromptKey
}

/** The question without its buttons: who decided what and when, or why it is void and what changed. */
export function answeredCard(answered: Answered): SlackMessage {
  const { release, events, prompt } = answered
  const ended = endedOf(events, prompt)
  if (!ended) throw new Error(`${prompt} was never asked.`)

  const { version, repository } = release.ledger.about
  const { subject } = ended
  const question = asking(subject, version)
  return message(`${mrkdwn(repository.name, 140)}: ${mrkdwn(question, 140)} ${WORDS[ended.ending.kind]}`, [
    header(question),
    section(...endingLines(ended, release)),
    section(...subjectLines({ ...answered, subject })),
    context(placeLinks(answered)),
  ])
}

const WORDS = { open: 'Not answered.', go: 'Go.', 'no-go': 'No-go.', void: 'Closed.' } as const

function endingLines({ subject, ending, isAskedAgain }: Ended, release: OpenedRelease): string[] {
  switch (ending.kind) {
    case 'open':
      return ['It is not answered yet.']
    case 'go':
      return [
        ...ending.by.map(({ person, at }) => `✓ *Go* by ${nameOfPerson(person)}, ${moment(at)}`),
        prose(followedBy(subject)),
      ]
    case 'no-go':
      return [
        `✗ *No-go* by ${whoText(ending.by)}, ${moment(ending.at)}: ${prose(asSentence(shortened(ending.because, 500)))}`,
        'It was held with that, until a captain says `/release resume`.',
      ]
    case 'void':
      return [
        `○ *This question is closed:* ${prose(asSentence(shortened(ending.because, 500)))} ${moment(ending.at)}`,
        ...changedSince(subject, release).map((sentence) => prose(sentence)),
        isAskedAgain ? 'It was asked again: the newest question in this thread is the one to answer.' : '',
      ]
  }
}
