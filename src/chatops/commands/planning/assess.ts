import { CHANGE_TYPES, RISKS, SEVERITIES } from '../../../release/facts/facts.ts'
import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { CommandArguments, ReleaseCommandSpec } from '../../command.ts'
import { refuseLine } from '../../parsing/clean-text.ts'
import { parseCandidate, parseChoice } from '../../parsing/values.ts'
import type { RequestOf } from '../../request.ts'
import { CHANGE_PART } from '../change-part.ts'

/** §1.1 Selection Criteria: "Risk assessment complete". */
export const assessCommand: ReleaseCommandSpec<'assess'> = {
  name: 'assess',
  said: ['assess'],
  meant: ['risk', 'triage', 'rate', 'classify', 'severity'],
  usage: 'assess [CHANGE] risk=RISK [type=TYPE] [severity=SEVERITY] [note="NOTE"]',
  summary: 'record your assessment of a change',
  about:
    'An assessment outranks the labels and messages of a change. It counts for the plan immediately. A branch that ' +
    'is already cut keeps its picks.',
  parts: [
    CHANGE_PART,
    { term: 'risk=RISK', about: formatList(RISKS) },
    { term: 'type=TYPE', about: formatList(CHANGE_TYPES) },
    { term: 'severity=SEVERITY', about: formatList(SEVERITIES) },
    { term: 'note="NOTE"', about: 'what others should know about it' },
  ],
  examples: [
    { command: '/release assess #1234 risk=low', about: 'records a low risk' },
    {
      command: '/release assess #1234 risk=medium type=crash severity=P1 note="only on ARM"',
      about: 'also records its type and severity',
    },
  ],
  role: ROLE_OF.Assess,
  where: ['tracking-issue', 'pull-request'],
  takes: {
    places: 1,
    options: { risk: 'word', type: 'word', severity: 'word', note: 'text' },
    because: 'never',
  },
  read: parseRequest,
  toCommand: async ({ candidate: named, risk, type, severity, note }, said, lookups) => {
    const candidate = await lookups.findAssessable(named, 'Assess')
    const authors = await lookups.findAuthors(candidate)
    return { type: 'Assess', ...said, candidate, authors, assessment: { risk, type, severity, note } }
  },
}

function parseRequest(given: CommandArguments): RequestOf<'assess'> {
  const { options } = given
  const candidate = parseCandidate(given)
  const risk = parseChoice(options, 'risk', RISKS)
  if (risk === null)
    throw refuseLine('An assessment needs the risk.', 'Add `risk=low`, `risk=medium` or `risk=high`.')

  return {
    name: 'assess',
    candidate,
    risk,
    type: parseChoice(options, 'type', CHANGE_TYPES),
    severity: parseChoice(options, 'severity', SEVERITIES),
    note: options.get('note') ?? null,
  }
}

function formatList(values: readonly string[]): string {
  return values.map((each) => `\`${each}\``).join(', ')
}
