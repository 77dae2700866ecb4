import { CHANGE_TYPES, RISKS, SEVERITIES } from '../../../release/facts/facts.ts'
import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { RULE_NAMES, type RuleName } from '../../../release/process/criteria.ts'
import { readCvssVector } from '../../../release/security/cvss.ts'
import type { CommandArguments, ReleaseCommandSpec } from '../../command.ts'
import { listAsCode, quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import { parseCandidate, parseChoice } from '../../parsing/values.ts'
import type { RequestOf } from '../../request.ts'
import { CHANGE_PART } from '../change-part.ts'

type Says = RequestOf<'assess'>['says']

/** As many changes as one line names. */
const MOST_CHANGES = 20
const ALL = 'all'

/** §1.1 Selection Criteria: "Risk assessment complete", and what nobody could know. */
export const assessCommand: ReleaseCommandSpec<'assess'> = {
  name: 'assess',
  said: ['assess'],
  meant: ['risk', 'triage', 'rate', 'classify', 'severity'],
  usage:
    'assess [CHANGE …] risk=RISK [type=TYPE] [severity=SEVERITY] [cvss=VECTOR] [note="NOTE"] | confirm=RULES',
  summary: 'record your assessment of a change, or confirm what is unknown about it',
  about:
    'An assessment outranks the labels and messages of a change. It counts for the plan immediately. A branch that ' +
    'is already cut keeps its picks. With `confirm` you answer for rules that neither GitHub nor the change answers; ' +
    'the cut waits for that. You can confirm many changes at once, but not your own.',
  parts: [
    CHANGE_PART,
    { term: 'risk=RISK', about: formatList(RISKS) },
    { term: 'type=TYPE', about: formatList(CHANGE_TYPES) },
    { term: 'severity=SEVERITY', about: formatList(SEVERITIES) },
    {
      term: 'cvss=VECTOR',
      about: 'a CVSS vector of 3.1 or 4.0; it is scored for you, and 9.0 or more is immediate',
    },
    { term: 'note="NOTE"', about: 'what others should know about it' },
    {
      term: 'confirm=RULES',
      about: `\`all\`, or some of ${formatList(RULE_NAMES)}, with commas; CHANGE may be \`all\` or several`,
    },
  ],
  examples: [
    { command: '/release assess #1234 risk=low', about: 'records a low risk' },
    {
      command: '/release assess #1234 risk=medium type=crash severity=P1 note="only on ARM"',
      about: 'also records its type and severity',
    },
    {
      command: '/release assess all confirm=all',
      about: 'confirms everything that is unknown of all changes of the plan',
    },
    { command: '/release assess #1234 #1240 confirm=tested', about: 'confirms that both were tested' },
  ],
  role: ROLE_OF.Assess,
  where: ['tracking-issue', 'pull-request'],
  takes: {
    places: MOST_CHANGES,
    options: { risk: 'word', type: 'word', severity: 'word', note: 'text', cvss: 'text', confirm: 'word' },
    because: 'never',
  },
  read: (given) => ({
    name: 'assess',
    says: given.options.has('confirm') ? parseConfirmation(given) : parseAssessment(given),
  }),
  toCommand: async ({ says }, said, lookups) => {
    if (says.kind === 'confirmation') {
      const changes = says.changes && (await Promise.all(says.changes.map((one) => lookups.findChange(one))))
      return { type: 'Confirm', ...said, changes, rules: says.rules, plan: null }
    }
    const { risk, type, severity, note, cvss } = says
    const assessment = { risk, type, severity, note, ...(cvss && { cvss }) }
    const candidate = await lookups.findAssessable(says.candidate, 'Assess')
    const authors = await lookups.findAuthors(candidate)
    return { type: 'Assess', ...said, candidate, authors, assessment }
  },
}

function parseAssessment(given: CommandArguments): Says {
  const { options, places } = given
  const candidate = parseCandidate(given)
  if (places.length > 1)
    throw refuseLine(
      'An assessment is of one change.',
      'Write one line for each, or use `confirm=…` for several.',
    )
  const risk = parseChoice(options, 'risk', RISKS)
  if (risk === null)
    throw refuseLine('An assessment needs the risk.', 'Add `risk=low`, `risk=medium` or `risk=high`.')

  return {
    kind: 'assessment',
    candidate,
    risk,
    type: parseChoice(options, 'type', CHANGE_TYPES),
    severity: parseChoice(options, 'severity', SEVERITIES),
    note: options.get('note') ?? null,
    cvss: parseCvss(options.get('cvss')),
  }
}

/** A vector, scored. @throws {Refused} for a score in its place, which nobody could check */
function parseCvss(vector: string | undefined): { readonly vector: string; readonly score: number } | null {
  if (vector === undefined) return null
  const reading = readCvssVector(vector)
  if (reading.kind === 'scored') return { vector: reading.vector, score: reading.score }
  throw refuseLine(
    `${quoteAsCode(vector)} isn't a CVSS vector that can be scored.`,
    'Write the vector, such as `cvss=CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H`, and not the score.',
  )
}

function parseConfirmation({ places, options }: CommandArguments): Says {
  const more = [...options.keys()].find((name) => name !== 'confirm')
  if (more !== undefined)
    throw refuseLine(`\`confirm\` goes without \`${more}\`.`, 'Write two lines, one for each.')
  const isAll = places.length === 1 && places[0]?.toLowerCase() === ALL
  const named =
    places.length === 0 ? [null] : places.map((place) => (isAll ? null : parseCandidate({ places: [place] })))
  return {
    kind: 'confirmation',
    changes: isAll ? null : named,
    rules: parseRules(options.get('confirm') ?? ''),
  }
}

function parseRules(value: string): readonly RuleName[] | null {
  if (value.toLowerCase() === ALL) return null
  return value.split(',').map((name) => {
    const found = RULE_NAMES.find((rule) => rule === name.toLowerCase())
    if (found !== undefined) return found
    throw refuseLine(
      `${quoteAsCode(name)} isn't a rule.`,
      `Use \`all\`, or some of ${listAsCode(RULE_NAMES)}, with commas between them.`,
    )
  })
}

function formatList(values: readonly string[]): string {
  return values.map((each) => `\`${each}\``).join(', ')
}
