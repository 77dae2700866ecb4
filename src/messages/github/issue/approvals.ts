import { stillNeeded } from '../../../release/lifecycle/approvals.ts'
import type { TagStands } from '../../../release/lifecycle/state.ts'
import type { Person } from '../../../release/lifecycle/who.ts'
import { isSame } from '../../../release/lifecycle/who.ts'
import type { Subject } from '../../../release/lifecycle/words.ts'
import { prose } from '../inline.ts'
import { type Opened, type OpenQuestion, picksOf, planOf, questionOf, subjectText } from '../parts.ts'
import { people, shortSha, some, whoMay } from '../wording.ts'

/** Who said go to what, how many it takes, and whose go does not count. */
export function approvalsSection(release: Opened): string {
  const question = questionOf(release)
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
function givenLine(release: Opened): string {
  const stands = tagOf(release)
  if (!stands) return ''
  const { tag } = release.ledger.about
  return `- ${prose(`\`${tag}\` at \`${shortSha(stands.head)}\``)}: go by ${people(stands.tagApprovals)}`
}

function tagOf(release: Opened): Pick<TagStands, 'head' | 'tagApprovals'> | null {
  if (release.status === 'published') return release.release
  return release.status === 'open' && 'tagApprovals' in release.place ? release.place : null
}

function questionLines(release: Opened, question: OpenQuestion): string[] {
  const { subject, approvals } = question
  const needed = stillNeeded(release.ledger, question, subject.step)
  const said = approvals.length === 0 ? 'nobody said go yet' : `go by ${people(approvals)}`
  const missing = needed === 0 ? 'enough' : `${needed} more needed`
  return [
    `- ${prose(capital(subjectText(subject, release.ledger.about.version)))}: ${said}, ${missing}`,
    `- ${prose(mayAnswer(release, subject))}`,
  ]
}

/** Who may answer a question, and by the two-person rule who may not. A sentence with code in backquotes. */
export function mayAnswer(release: Opened, { step }: Subject): string {
  const { terms } = release.ledger.about
  const may = `A go counts of ${whoMay('approver', terms)}`
  if (!terms.approvals[step].twoPerson) return `${may}.`

  const out = ruledOut(release)
  return out === '' ? `${may}.` : `${may}; but not of ${out}, by the two-person rule.`
}

/** Who asked for the release, wrote a change in it, or resolved a conflict of it. */
function ruledOut(release: Opened): string {
  const { requester } = release.ledger.about
  const authors = planOf(release)?.picks.flatMap((pick) => pick.authors) ?? []
  const resolvers = picksOf(release).flatMap(({ became }) =>
    became.kind === 'resolved' ? [became.author] : [],
  )
  const everybody = [...(requester ? [requester] : []), ...authors, ...resolvers]
  const persons = everybody.filter((one, at) => everybody.findIndex((other) => isSame(one, other)) === at)
  return some(
    persons.map(({ login }: Person) => login),
    8,
  )
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
