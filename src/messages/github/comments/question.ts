import { formatCandidateName } from '../../../release/changes/candidate.ts'
import { getHead, getPlan, type OpenedRelease } from '../../../release/lifecycle/view.ts'
import type { Subject } from '../../../release/lifecycle/words.ts'
import { describeOutsideVerdict, nameOutsideCommit } from '../../branch/outside-commits.ts'
import { listResolutions } from '../../branch/resolutions.ts'
import { describeConsequence, type EndedQuestion } from '../../questions/ended-question.ts'
import { countGoes, formatQuestion, type QuestionInput, SILENCE } from '../../questions/question.ts'
import { listItems } from '../../release/evidence.ts'
import { parsePullRequestNumber } from '../../release/pages.ts'
import { mayAnswer } from '../../release/ruled-out-people.ts'
import { describeStepChart, listStepNumbers } from '../../rollout/step-numbers.ts'
import { limitRows, shorten } from '../../text/limit-rows.ts'
import { formatMinute, formatNumber, shortenDigest, toSentence } from '../../wording.ts'
import { renderTest } from '../issue/gates.ts'
import { renderReason } from '../issue/not-taken.ts'
import { formatOriginator } from '../issue/record.ts'
import { fitDrawing, joinBlocks } from '../markdown/fit.ts'
import { escapeAndShorten, formatCode, formatProse } from '../markdown/inline.ts'
import { formatPerson } from '../markdown/people.ts'
import { mentionOnCall } from './answer.ts'

/** The question as a comment: what is asked of whom, what is in it and what proves it, and what silence means. */
export function renderPrompt(asked: QuestionInput): string {
  return fitDrawing((most) => renderPage(asked, most))
}

function renderPage(asked: QuestionInput, most: number): string {
  const { release, subject } = asked
  const { version } = release.ledger.about
  return joinBlocks(
    `### ${formatQuestion(subject, version)}`,
    boundTo(subject),
    answerLine(asked),
    renderMentions(release),
    subject.step === 'deploy' ? renderStepNumbers(asked) : '',
    renderContents(release, most),
    renderOutside(release, most),
    renderLookFirst(release, most),
    subject.step === 'cut' ? '' : renderEvidence(release, most),
    SILENCE,
  )
}

/** GitHub notifies whom a comment mentions: the teams of approvers, and who manages the release. */
function renderMentions({ ledger: { about } }: OpenedRelease): string {
  const [owner = ''] = about.repository.name.split('/')
  const teams = about.terms.roles.approver.teams.map((team) =>
    team.includes('/') ? team : `${owner}/${team}`,
  )
  const whom = [...teams, ...(about.manager ? [about.manager.login] : [])]
  return whom.length === 0 ? '' : `For ${whom.map(mentionOnCall).join(' ')}.`
}

/** Exactly what a go is for, whole, so that it can be compared. */
function boundTo(subject: Subject): string {
  return [
    ...(subject.step === 'cut' ? [] : [`- Commit ${formatCode(subject.commit)}`]),
    `- Plan ${formatCode(subject.plan)}`,
    ...(subject.step === 'publish' ? [`- Notes ${formatCode(shortenDigest(subject.notes))}`] : []),
  ].join('\n')
}

function answerLine(asked: QuestionInput): string {
  const { all, needed } = countGoes(asked)
  const more = needed < all ? `, ${needed} more needed` : ''
  return `Answer with \`/release go\`, or \`/release no-go because …\`. It takes ${formatNumber(all, 'go', "go's")}${more}. ${formatProse(mayAnswer(asked.release, asked.subject))}`
}

/** §4.2: what the step before showed, with a chart of one line for each metric. */
function renderStepNumbers({ release, chart }: QuestionInput): string {
  const { lastStep } = release.ledger.rollout
  const rows = listStepNumbers(release).map(
    ({ name, numbers, chart }) => `| ${escapeAndShorten(name)} | ${escapeAndShorten(numbers)} | ${chart} |`,
  )
  if (lastStep === null || rows.length === 0) return ''
  const at = `${lastStep.at.share} % of ${lastStep.at.environment}`
  const table = [`| At ${escapeAndShorten(at)} | last | measured |`, '| --- | --- | --- |', ...rows].join(
    '\n',
  )
  return chart
    ? joinBlocks(table, `![${escapeAndShorten(describeStepChart(lastStep))}](${chart.href})`)
    : table
}

function renderContents(release: OpenedRelease, most: number): string {
  const plan = getPlan(release)
  if (!plan) return ''
  const lines = plan.picks.map(({ candidate, title, type }) => {
    const of = type === undefined ? '' : ` (${type})`
    return `- ${formatReference(candidate)} ${escapeAndShorten(title)}${of}`
  })
  return [
    `**Contents: ${formatNumber(lines.length, 'change')}**`,
    '',
    ...limitRows(lines, most, (more) => `- … and ${more} more, in the tracking issue`),
  ].join('\n')
}

/** What a go is for besides the plan. */
function renderOutside({ ledger: { outside } }: OpenedRelease, most: number): string {
  if (outside.commits.length === 0) return ''
  const lines = outside.commits.map(
    (one) =>
      `- ${formatProse(nameOutsideCommit(one))} ${escapeAndShorten(one.title)}: ${formatProse(describeOutsideVerdict(one))}`,
  )
  return [
    '**Also on the branch, outside the plan**',
    '',
    ...limitRows(lines, most, (more) => `- … and ${more} more`),
  ].join('\n')
}

function renderLookFirst(release: OpenedRelease, most: number): string {
  const taken = getPlan(release)?.picks.flatMap((pick) => pick.flags ?? []) ?? []
  const flags = [...listResolutions(release), ...taken]
  if (flags.length === 0) return ''
  const lines = flags.map((flag) => `- ${formatProse(flag)}`)
  return ['**Check these first**', '', ...limitRows(lines, most, (more) => `- … and ${more} more`)].join('\n')
}

/** GitHub makes a link of the number, and shows the release at that pull request. */
function formatReference(candidate: string): string {
  const number = parsePullRequestNumber(candidate)
  return number === null ? formatCode(formatCandidateName(candidate)) : `#${number}`
}

/** What the gates were opened by: tests on exactly this commit, and who looked at what. */
function renderEvidence(release: OpenedRelease, most: number): string {
  const head = getHead(release)
  if (head === null) return ''
  const { about, ticks } = release.ledger
  const { terms } = about
  const lines = [
    ...terms.tests.map((test) => `- ${renderTest(test, { head, release, webUrl: null })}`),
    ...listItems(release).flatMap(({ id, text }) => {
      const tick = ticks.find((one) => one.item === id && one.head === head)
      if (!tick) return [`- ○ ${escapeAndShorten(text)}: not ticked for this commit`]
      const as = tick.as === 'not-applicable' ? "doesn't apply, says" : 'by'
      return [`- ✓ ${escapeAndShorten(text)}: ${as} ${formatPerson(tick.by)}`]
    }),
  ]
  if (lines.length === 0) return ''
  return [
    '**Evidence**',
    '',
    ...limitRows(lines, most, (more) => `- … and ${more} more, in the tracking issue`),
  ].join('\n')
}

/** What the question becomes once it is answered or void: who decided what and when, or why it is void. */
export function renderPromptClosed(ended: EndedQuestion, version: string): string {
  const { subject } = ended
  return joinBlocks(
    `### ${formatQuestion(subject, version)}`,
    renderEndingLines(ended).join('\n'),
    boundTo(subject),
  )
}

function renderEndingLines({ subject, ending }: EndedQuestion): string[] {
  switch (ending.kind) {
    case 'open':
      return ['Not answered yet.']
    case 'go':
      return [
        ...ending.by.map(({ person, at }) => `- ✓ **Go** by ${formatPerson(person)}, ${formatMinute(at)}`),
        '',
        `This question is closed. ${describeConsequence(subject)}`,
      ]
    case 'no-go':
      return [
        `- ✗ **No-go** by ${formatOriginator(ending.by)}, ${formatMinute(ending.at)}: ${renderReason(ending.because)}`,
        '',
        'This question is closed. The release is on hold until a captain runs `/release resume`.',
      ]
    case 'void':
      return [
        `This question is closed: ${formatProse(toSentence(shorten(ending.because, 1_000)))} (${formatMinute(ending.at)})`,
      ]
  }
}
