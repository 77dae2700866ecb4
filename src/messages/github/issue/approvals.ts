import { countMissingApprovals } from '../../../release/lifecycle/rules/approvals.ts'
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
import { formatSubject } from '../../release/opened-release.ts'
import { mayAnswer } from '../../release/ruled-out-people.ts'
import { formatList, formatMinute, shortenSha } from '../../wording.ts'
import { formatProse } from '../markdown/inline.ts'
import { formatPerson } from '../markdown/people.ts'

/** Who said go to what and when, how many it takes, and whose go does not count. */
export function renderApprovals(release: OpenedRelease): string {
  const question = getOpenQuestion(release)
  const given = renderApproval(release)
  if (!question && given === '') return ''
  return [
    '## Approvals',
    '',
    ...(given === '' ? [] : [given]),
    ...(question ? renderQuestionLines(release, question) : []),
  ].join('\n')
}

/** The go that the tag was made with. */
function renderApproval(release: OpenedRelease): string {
  const stands = getTag(release)
  if (!stands) return ''
  const { tag } = release.ledger.about
  const goes = renderGoes(release, stands.tagApprovals, 'tag')
  return `- ${formatProse(`\`${tag}\` at \`${shortenSha(stands.head)}\``)}: go by ${goes}`
}

/** Who said go, each with when that was. */
function renderGoes({ ledger }: OpenedRelease, persons: readonly Person[], step: Subject['step']): string {
  return formatList(
    persons.map((person) => {
      const said = ledger.goes.findLast((go) => go.subject.step === step && isSame(go.person, person))
      return said ? `${formatPerson(person)} (${formatMinute(said.at)})` : formatPerson(person)
    }),
  )
}

function getTag(release: OpenedRelease): Pick<TagStands, 'head' | 'tagApprovals'> | null {
  const head = getHead(release)
  const tagApprovals = getTagApprovals(release)
  const isAskedFor = release.status === 'published' || isTagAskedFor(release)
  return isAskedFor && head !== null ? { head, tagApprovals } : null
}

function renderQuestionLines(release: OpenedRelease, question: OpenQuestion): string[] {
  const { subject, approvals } = question
  const needed = countMissingApprovals(release.ledger, question, subject.step)
  const said = approvals.length === 0 ? 'no go yet' : `go by ${renderGoes(release, approvals, subject.step)}`
  const missing = needed === 0 ? 'enough' : `${needed} more needed`
  return [
    `- ${formatProse(capitalize(formatSubject(subject, release.ledger.about.version)))}: ${said}, ${missing}`,
    `- ${formatProse(mayAnswer(release, subject))}`,
  ]
}

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
