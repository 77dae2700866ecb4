import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import { isInProduction, isRolledBack } from '../../release/lifecycle/rollout/view.ts'
import { getApprovalTerms } from '../../release/lifecycle/rules/approvals.ts'
import {
  getHead,
  getOpenQuestion,
  getPlan,
  getTagApprovals,
  type OpenedRelease,
  type OpenQuestion,
} from '../../release/lifecycle/view.ts'
import type { Person } from '../../release/lifecycle/who.ts'
import type { PromptKey } from '../../release/lifecycle/words.ts'
import { describeOutsideVerdict, nameOutsideCommit } from '../branch/outside-commits.ts'
import { listResolutions } from '../branch/resolutions.ts'
import {
  describeConsequence,
  type EndedQuestion,
  findEndedQuestion,
  listChangesSince,
} from '../questions/ended-question.ts'
import { countGoes, formatQuestion, type QuestionInput, SILENCE } from '../questions/question.ts'
import { listAlerts } from '../release/alerts.ts'
import { countGreenTests, countTickedLines } from '../release/evidence.ts'
import { createPageUrl } from '../release/pages.ts'
import { listRuledOut, mayAnswer } from '../release/ruled-out-people.ts'
import { describeStepChart, listStepNumbers } from '../rollout/step-numbers.ts'
import { shorten } from '../text/limit-rows.ts'
import { formatList, formatNumber, formatSpan, toSentence } from '../wording.ts'
import { type ReleaseToRender, renderArtifactRows, renderTestRows, renderTickRows } from './evidence.ts'
import type { SlackButton, SlackMessage } from './format/blocks.ts'
import {
  createPlainText,
  escapeMrkdwn,
  formatLink,
  formatMoment,
  formatSlackProse,
  mentionInSlack,
} from './format/escape.ts'
import {
  createActions,
  createContext,
  createFields,
  createHeader,
  createListing,
  createMessage,
  createSection,
  type MessagePart,
} from './format/fit.ts'
import { createRest, linkSlackChange, linkSlackPullRequest, renderPlaceLinks } from './format/links.ts'
import { formatNames, formatSlackOriginator, formatSlackPerson } from './format/people.ts'
import { renderSubjectLines } from './subject.ts'

/** A question with its buttons. */
interface SlackQuestionInput extends QuestionInput {
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
export function renderQuestionMessage(asked: SlackQuestionInput): SlackMessage {
  const { release, subject } = asked
  const { version, repository } = release.ledger.about
  const question = formatQuestion(subject, version)
  return createMessage(`${escapeMrkdwn(repository.name, 140)}: ${escapeMrkdwn(question, 140)}`, [
    createHeader(question),
    createSection(...renderSubjectLines(asked), renderComparison(asked)),
    ...listAlerts(release).map(({ sentence }) => createSection(`⚠ ${formatSlackProse(sentence)}`)),
    renderStepNumbers(asked),
    renderStepChart(asked),
    renderContents(asked),
    renderFlags(asked),
    ...(subject.step === 'cut' ? [] : renderEvidence(asked)),
    renderMeasurements(asked),
    createSection(...renderAnswering(asked)),
    createActions(QUESTION, createButtons(asked)),
    createContext(SILENCE, renderPlaceLinks(asked)),
  ])
}

function renderComparison({ release, subject, webUrl }: SlackQuestionInput): string {
  const { base } = release.ledger.about
  const to = subject.step === 'cut' ? getPlan(release)?.main : subject.commit
  if (to === undefined) return ''
  const what = subject.step === 'cut' ? 'changes on main' : 'all changes'
  return formatLink(createPageUrl(webUrl, `compare/${base.tag}...${to}`), `${what} since ${base.tag}`)
}

/** §4.2: what the step before showed, with a chart of one line for each metric. */
function renderStepNumbers({ release, subject }: SlackQuestionInput): MessagePart {
  const { lastStep } = release.ledger.rollout
  if (subject.step !== 'deploy' || lastStep === null) return null
  const rows = listStepNumbers(release).map(({ name, numbers, chart }) =>
    `• ${escapeMrkdwn(name, 100)}: ${numbers} ${chart}`.trimEnd(),
  )
  if (rows.length === 0) return null
  const at = `${lastStep.at.share} % of ${escapeMrkdwn(lastStep.at.environment, 60)}`
  return createSection(`*At ${at}*`, ...rows.slice(0, MOST_METRICS))
}

function renderStepChart({ release, subject, chart }: SlackQuestionInput): MessagePart {
  const { lastStep } = release.ledger.rollout
  if (subject.step !== 'deploy' || lastStep === null || !chart) return null
  return { type: 'image', image_url: chart.href, alt_text: describeStepChart(lastStep) }
}

/** So many metrics have a row in a question. */
const MOST_METRICS = 15

function renderContents(asked: SlackQuestionInput): MessagePart {
  const { release, webUrl } = asked
  const picks = getPlan(release)?.picks ?? []
  const rows = picks.map(({ candidate, title, type }) => {
    const of = type === undefined ? '' : ` (${type})`
    return `• ${linkSlackChange(candidate, webUrl)} ${escapeMrkdwn(title, 140)}${of}`
  })
  return createListing(`*Contents: ${formatNumber(picks.length, 'change')}*`, rows, createRest(asked))
}

const MOST_FLAGS = 10

function renderFlags(asked: SlackQuestionInput): MessagePart {
  const { release, webUrl } = asked
  const outside = release.ledger.outside.commits.map(
    (one) =>
      `${nameOutsideCommit(one)} came onto the branch outside the plan: ${describeOutsideVerdict(one)}`,
  )
  const flags = getPlan(release)?.picks.flatMap((pick) => pick.flags ?? []) ?? []
  const rows = [...outside, ...listResolutions(release), ...flags].map(
    (flag) => `⚠ ${formatSlackProse(flag, (number) => linkSlackPullRequest(number, webUrl))}`,
  )
  return createListing('*Check these first*', rows, createRest(asked), MOST_FLAGS)
}

/** What the gates were opened by: tests on exactly this commit, who looked at what, what was built. */
function renderEvidence(asked: SlackQuestionInput): MessagePart[] {
  const head = getHead(asked.release)
  if (head === null) return []
  const rest = createRest(asked)
  return [
    createListing('*Evidence*', [...renderTestRows(asked, head), ...renderTickRows(asked, head)], rest),
    asked.subject.step === 'publish' ? createListing('*Artifacts*', renderArtifactRows(asked), rest) : null,
    asked.subject.step === 'publish' ? renderTagGo(asked) : null,
  ]
}

function renderTagGo({ release }: ReleaseToRender): MessagePart {
  const given = getTagApprovals(release)
  return given.length === 0 ? null : createSection(`Go for the tag: ${formatNames(given)}.`)
}

/** Release Metrics, as far as they are known before it is out: nobody recorded when the first of it was reported. */
function renderMeasurements(asked: SlackQuestionInput): MessagePart {
  const { release, now } = asked
  const { openedAt, terms } = release.ledger.about
  const question = findOpenQuestion(asked)
  const head = getHead(release)
  return createFields([
    `*Time to Patch*\n${formatSpan(now - openedAt)} since it was opened; the target is under ${formatSpan(terms.timeToPatchBelow)} from report to release`,
    ...(head === null || asked.subject.step === 'cut' ? [] : [renderShares(asked, head)]),
    ...(question ? [`*Asked*\n${formatMoment(question.openedAt)}`] : []),
  ])
}

function renderShares({ release }: ReleaseToRender, head: string): string {
  const tests = countGreenTests(release, head)
  const lines = countTickedLines(release, head)
  return `*Gates*\n${tests.done} of ${formatNumber(tests.of, 'test')} green, ${lines.done} of ${formatNumber(lines.of, 'line')} ticked`
}

function renderAnswering(asked: SlackQuestionInput): string[] {
  const { release, subject } = asked
  const { all, needed } = countGoes(asked)
  const given = findOpenQuestion(asked)?.approvals ?? []
  const so = given.length === 0 ? 'no go yet' : `go by ${formatNames(given)}`
  const more = needed < all ? `, ${needed} more needed` : ''
  return [
    `*It takes ${formatNumber(all, 'go', "go's")}*: ${so}${more}.`,
    formatSlackProse(mayAnswer(release, subject)),
    renderGoesSoFar(asked, given),
  ]
}

/** Whom the policy names is told by name; whom a permission makes an approver is not known by name. */
function renderGoesSoFar({ release, subject, people }: SlackQuestionInput, given: readonly Person[]): string {
  const { about } = release.ledger
  const { roles } = about.terms
  const out = getApprovalTerms(about, subject.step).twoPerson ? listRuledOut(release) : []
  const mentions = roles.approver.users
    .filter((id) => ![...out, ...given].some((person) => person.id === id))
    .flatMap((id) => people.get(id) ?? [])
    .map(mentionInSlack)
  return mentions.length === 0 ? '' : `It is for ${formatList(mentions.slice(0, 20))} to answer.`
}

/** While it is held nobody can say go, and a no is always heard. */
function createButtons({ release, value }: SlackQuestionInput): SlackButton[] {
  const all = [
    createButton('go', 'Go', { value, style: 'primary' }),
    createButton('no-go', 'No-go', { value, style: 'danger' }),
    createButton('hold', 'Hold', { value }),
    ...(isInProduction(release) && !isRolledBack(release)
      ? [createButton('roll-back', 'Roll back', { value, style: 'danger' })]
      : []),
  ]
  return release.ledger.flow.kind === 'held' ? all.filter(({ style }) => style === 'danger') : all
}

function createButton(press: string, text: string, how: Pick<SlackButton, 'value' | 'style'>): SlackButton {
  return { type: 'button', action_id: `release-captain:${press}`, text: createPlainText(text, 75), ...how }
}

function findOpenQuestion({
  release,
  prompt,
}: { readonly prompt: PromptKey } & ReleaseToRender): OpenQuestion | null {
  const question = getOpenQuestion(release)
  return question?.prompt === prompt ? question : null
}

/** A question that was asked, with all that happened. */
interface AnsweredQuestion extends ReleaseToRender {
  readonly events: readonly ReleaseEvent[]
  readonly prompt: PromptKey
}

/** The question without its buttons: who decided what and when, or why it is void and what changed. */
export function renderAnsweredQuestion(answered: AnsweredQuestion): SlackMessage {
  const { release, events, prompt } = answered
  const ended = findEndedQuestion(events, prompt)
  if (!ended) throw new Error(`${prompt} was never asked.`)

  const { version, repository } = release.ledger.about
  const { subject } = ended
  const question = formatQuestion(subject, version)
  return createMessage(
    `${escapeMrkdwn(repository.name, 140)}: ${escapeMrkdwn(question, 140)} ${WORDS[ended.ending.kind]}`,
    [
      createHeader(question),
      createSection(...renderEndingLines(ended, release)),
      createSection(...renderSubjectLines({ ...answered, subject })),
      createContext(renderPlaceLinks(answered)),
    ],
  )
}

const WORDS = { open: 'Not answered.', go: 'Go.', 'no-go': 'No-go.', void: 'Closed.' } as const

function renderEndingLines(
  { subject, ending, isAskedAgain }: EndedQuestion,
  release: OpenedRelease,
): string[] {
  switch (ending.kind) {
    case 'open':
      return ['Not answered yet.']
    case 'go':
      return [
        ...ending.by.map(({ person, at }) => `✓ *Go* by ${formatSlackPerson(person)}, ${formatMoment(at)}`),
        formatSlackProse(describeConsequence(subject)),
      ]
    case 'no-go':
      return [
        `✗ *No-go* by ${formatSlackOriginator(ending.by)}, ${formatMoment(ending.at)}: ${formatSlackProse(toSentence(shorten(ending.because, 500)))}`,
        'The release is on hold until a captain runs `/release resume`.',
      ]
    case 'void':
      return [
        `○ *This question is closed:* ${formatSlackProse(toSentence(shorten(ending.because, 500)))} ${formatMoment(ending.at)}`,
        ...listChangesSince(subject, release).map((sentence) => formatSlackProse(sentence)),
        isAskedAgain ? 'It was asked again: answer the newest question in this thread.' : '',
      ]
  }
}
