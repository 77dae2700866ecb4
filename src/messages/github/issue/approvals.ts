import { stillNeeded } from '../../../release/lifecycle/approvals.ts'
import type { TagStands } from '../../../release/lifecycle/state.ts'
import {
  getHead,
  getOpenQuestion,
  getTagApprovals,
  isTagAskedFor,
  type OpenedRelease,
  type OpenQuestion,
} from '../../../release/lifecycle/view.ts'
import { isSame, type Person } from '../../../release/lifecycle/who.ts'
import type { Subject } from '../../../release/lifecycle/words.ts'
import { mayAnswer } from '../../release/may-answer.ts'
import { subjectText } from '../../release/parts.ts'
import { list, minute, shortSha } from '../../release/wording.ts'
import { prose } from '../inline.ts'
import { nameOfPerson } from '../people.ts'

/** Who said go to what and when, how many it takes, and whose go does not count. */
export function approvalsSection(release: OpenedRelease): string {
  const question = getOpenQuestion(release)
  const given = givenLine(release)
  if (!question && given === '') return ''
  return [
    '## Approvals',
    '',
    ...(given === '' ? [] : [given]),
    ...(question ? questionLines(release, question) : []),
  ].join('\n')
}

/** The go that the tag was made with. */
function givenLine(release: OpenedRelease): string {
  const stands = tagOf(release)
  if (!stands) return ''
  const { tag } = release.ledger.about
  const goes = goesText(release, stands.tagApprovals, 'tag')
  return `- ${prose(`\`${tag}\` at \`${shortSha(stands.head)}\``)}: go by ${goes}`
}

/** Who said go, each with when that was. */
function goesText({ ledger }: OpenedRelease, persons: readonly Person[], step: Subject['step']): string {
  return list(
    persons.map((person) => {
      const said = ledger.goes.findLast((go) => go.subject.step === step && isSame(go.person, person))
      return said ? `${nameOfPerson(person)} (${minute(said.at)})` : nameOfPerson(person)
    }),
  )
}

function tagOf(release: OpenedRelease): Pick<TagStands, 'head' | 'tagApprovals'> | null {
  const head = getHead(release)
  const tagApprovals = getTagApprovals(release)
  const isAskedFor = release.status === 'published' || isTagAskedFor(release)
  return isAskedFor && head !== null ? { head, tagApprovals } : null
}

function questionLines(release: OpenedRelease, question: OpenQuestion): string[] {
  const { subject, approvals } = question
  const needed = stillNeeded(release.ledger, question, subject.step)
  const said =
    approvals.length === 0 ? 'nobody said go yet' : `go by ${goesText(release, approvals, subject.step)}`
  const missing = needed === 0 ? 'enough' : `${needed} more needed`
  return [
    `- ${prose(capital(subjectText(subject, release.ledger.about.version)))}: ${said}, ${missing}`,
    `- ${prose(mayAnswer(release, subject))}`,
  ]
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
