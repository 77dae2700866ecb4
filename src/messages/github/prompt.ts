import { nameOf } from '../../release/candidate.ts'
import { getHead, getPlan, type OpenedRelease } from '../../release/lifecycle/view.ts'
import { asSentence } from '../../release/lifecycle/wording.ts'
import type { Subject } from '../../release/lifecycle/words.ts'
import { rows, shortened } from '../cut.ts'
import { type Ended, followedBy } from '../release/ended-question.ts'
import { itemsOf } from '../release/evidence.ts'
import { mayAnswer } from '../release/may-answer.ts'
import { numberIn } from '../release/pages.ts'
import { asking, goesOf, SILENCE, type ToAsk } from '../release/question.ts'
import { count, minute, shortDigest } from '../release/wording.ts'
import { blocks, fitting } from './fit.ts'
import { code, prose, shown } from './inline.ts'
import { testText } from './issue/gates.ts'
import { reason } from './issue/not-taken.ts'
import { byText } from './issue/record.ts'
import { nameOfPerson } from './people.ts'

/** The question as a comment: what is asked of whom, what is in it and what proves it, and what silence means. */
export function promptText(asked: ToAsk): string {
  return fitting((most) => drawn(asked, most))
}

function drawn(asked: ToAsk, most: number): string {
  const { release, subject } = asked
  const { version } = release.ledger.about
  return blocks(
    `### ${asking(subject, version)}`,
    boundTo(subject),
    answerLine(asked),
    inIt(release, most),
    lookFirst(release, most),
    subject.step === 'cut' ? '' : evidence(release, most),
    SILENCE,
  )
}

/** Exactly what a go is for, whole, so that it can be compared. */
function boundTo(subject: Subject): string {
  return [
    ...(subject.step === 'cut' ? [] : [`- Commit ${code(subject.commit)}`]),
    `- Plan ${code(subject.plan)}`,
    ...(subject.step === 'publish' ? [`- Notes ${code(shortDigest(subject.notes))}`] : []),
  ].join('\n')
}

function answerLine(asked: ToAsk): string {
  const { all, needed } = goesOf(asked)
  const more = needed < all ? `, ${needed} more needed` : ''
  return `Say \`/release go\`, or \`/release no-go because …\`. It takes ${count(all, 'go', "go's")}${more}. ${prose(mayAnswer(asked.release, asked.subject))}`
}

function inIt(release: OpenedRelease, most: number): string {
  const plan = getPlan(release)
  if (!plan) return ''
  const lines = plan.picks.map(({ candidate, title, type }) => {
    const of = type === undefined ? '' : ` (${type})`
    return `- ${reference(candidate)} ${shown(title)}${of}`
  })
  return [
    `**In it: ${count(lines.length, 'change')}**`,
    '',
    ...rows(lines, most, (more) => `- … and ${more} more, in the tracking issue`),
  ].join('\n')
}

function lookFirst(release: OpenedRelease, most: number): string {
  const flags = getPlan(release)?.picks.flatMap((pick) => pick.flags ?? []) ?? []
  if (flags.length === 0) return ''
  const lines = flags.map((flag) => `- ${prose(flag)}`)
  return ['**Look at these first**', '', ...rows(lines, most, (more) => `- … and ${more} more`)].join('\n')
}

/** GitHub makes a link of the number, and shows the release at that pull request. */
function reference(candidate: string): string {
  const number = numberIn(candidate)
  return number === null ? code(nameOf(candidate)) : `#${number}`
}

/** What the gates were opened by: tests on exactly this commit, and who looked at what. */
function evidence(release: OpenedRelease, most: number): string {
  const head = getHead(release)
  if (head === null) return ''
  const { about, ticks } = release.ledger
  const { terms } = about
  const lines = [
    ...terms.tests.map((test) => `- ${testText(test, { head, release, webUrl: null })}`),
    ...itemsOf(release).flatMap(({ id, text }) => {
      const tick = ticks.find((one) => one.item === id && one.head === head)
      if (!tick) return [`- ○ ${shown(text)}: nobody ticked it for this commit`]
      const as = tick.as === 'not-applicable' ? 'does not apply, says' : 'by'
      return [`- ✓ ${shown(text)}: ${as} ${nameOfPerson(tick.by)}`]
    }),
  ]
  if (lines.length === 0) return ''
  return [
    '**What proves it**',
    '',
    ...rows(lines, most, (more) => `- … and ${more} more, in the tracking issue`),
  ].join('\n')
}

/** What the question becomes once it is answered or void: who decided what and when, or why it is void. */
export function promptClosedText(ended: Ended, version: string): string {
  const { subject } = ended
  return blocks(`### ${asking(subject, version)}`, endingLines(ended).join('\n'), boundTo(subject))
}

function endingLines({ subject, ending }: Ended): string[] {
  switch (ending.kind) {
    case 'open':
      return ['It is not answered yet.']
    case 'go':
      return [
        ...ending.by.map(({ person, at }) => `- ✓ **Go** by ${nameOfPerson(person)}, ${minute(at)}`),
        '',
        `This question is closed. ${followedBy(subject)}`,
      ]
    case 'no-go':
      return [
        `- ✗ **No-go** by ${byText(ending.by)}, ${minute(ending.at)}: ${reason(ending.because)}`,
        '',
        'This question is closed. It was held with that, until a captain says `/release resume`.',
      ]
    case 'void':
      return [
        `This question is closed: ${prose(asSentence(shortened(ending.because, 1_000)))} (${minute(ending.at)})`,
      ]
  }
}
