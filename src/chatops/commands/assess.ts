import { CHANGE_TYPES, RISKS, SEVERITIES } from '../../release/facts.ts'
import { ROLE_OF } from '../../release/lifecycle/commands.ts'
import type { CommandSpec, Given } from '../command.ts'
import { misread } from '../plain-text.ts'
import type { RequestOf } from '../request.ts'
import { candidateIn, oneOf } from '../values.ts'
import { CHANGE_PART } from './change-part.ts'

/** §1.1 Selection Criteria: "Risk assessment complete". */
export const assess: CommandSpec<'assess'> = {
  name: 'assess',
  said: ['assess'],
  meant: ['risk', 'triage', 'rate', 'classify', 'severity'],
  usage: 'assess [CHANGE] risk=RISK [type=TYPE] [severity=SEVERITY] [note="NOTE"]',
  summary: 'record what somebody who looked thinks of a change',
  about:
    'An assessment outranks what labels and messages say of a change. The plan is judged by it at once; a branch that ' +
    'is cut keeps its picks.',
  parts: [
    CHANGE_PART,
    { term: 'risk=RISK', about: listed(RISKS) },
    { term: 'type=TYPE', about: listed(CHANGE_TYPES) },
    { term: 'severity=SEVERITY', about: listed(SEVERITIES) },
    { term: 'note="NOTE"', about: 'what should be known of it, in your own words' },
  ],
  examples: [
    { command: '/release assess #1234 risk=low', about: 'the risk is known, and low' },
    {
      command: '/release assess #1234 risk=medium type=crash severity=P1 note="only on ARM"',
      about: 'and what it is',
    },
  ],
  role: ROLE_OF.Assess,
  where: ['tracking-issue', 'pull-request'],
  takes: {
    places: 1,
    options: { risk: 'word', type: 'word', severity: 'word', note: 'text' },
    because: 'never',
  },
  read,
}

function read(given: Given): RequestOf<'assess'> {
  const { options } = given
  const candidate = candidateIn(given)
  const risk = oneOf(options, 'risk', RISKS)
  if (risk === null)
    throw misread('An assessment says the risk.', 'Add `risk=low`, `risk=medium` or `risk=high`.')

  return {
    name: 'assess',
    candidate,
    risk,
    type: oneOf(options, 'type', CHANGE_TYPES),
    severity: oneOf(options, 'severity', SEVERITIES),
    note: options.get('note') ?? null,
  }
}

function listed(values: readonly string[]): string {
  return values.map((each) => `\`${each}\``).join(', ')
}
