import { formatCandidateName } from '../../../release/changes/candidate.ts'
import { keepsOut, type RuleFinding, type Verdict } from '../../../release/planning/verdict.ts'
import { shorten } from '../../text/limit-rows.ts'
import { formatProse } from '../markdown/inline.ts'

/** The rules as people call them; one that is not here goes by its own name. */
const NAMES: Readonly<Record<string, string>> = {
  'change-type': 'Change type',
  merged: 'Merged to main',
  reviewed: 'Reviewed',
  tested: 'Checks were green',
  'no-breaking-change': 'No breaking change',
  severity: 'Severity',
  'test-coverage': 'Test coverage',
  'picks-clean': 'Picks cleanly',
  'risk-assessed': 'Risk assessed',
  exception: 'Exception',
}

function formatRule(rule: string): string {
  return NAMES[rule] ?? rule
}

/** A change as a rule speaks of it; one that is not merged cannot have been found on main. */
interface RuleContext {
  readonly candidate: string
  readonly merged: boolean
}

/** Every rule with its answer, what it saw, and what would change that: one item of a list each. */
export function renderRuleLines(verdict: Verdict, asked: RuleContext): string[] {
  return verdict.rules.map((finding) => renderRule(finding, asked))
}

/** The first rules that keep a change out, those that say no before those that nobody could answer. */
export function listObstacleLines({ rules }: Verdict): string[] {
  const out = rules.filter(keepsOut)
  return [...out.filter(({ answer }) => answer === 'no'), ...out.filter(({ answer }) => answer !== 'no')].map(
    ({ rule }) => formatRule(rule),
  )
}

function renderRule(finding: RuleFinding, asked: RuleContext): string {
  if (finding.rule === 'merged' && !asked.merged)
    return `- … **${formatRule('merged')}:** it is not merged yet.`

  const { rule, answer, mode } = finding
  const isLifted = mode === 'lifted' && answer !== 'yes'
  const saw = asked.merged ? finding.saw : describeBeforeMerge(finding.saw)
  const name = rule === 'tested' && !asked.merged ? 'Checks are green' : formatRule(rule)
  const seen = formatProse(shorten(saw, 600))
  const change = answer === 'yes' || isLifted || mode === 'off' ? null : suggestChange(finding, asked)
  return [
    `- ${selectSymbol(finding)} **${name}${keepsOut(finding) && answer === 'unknown' ? ' (required)' : ''}:**`,
    isLifted ? `${seen} The exception lifts that.` : seen,
    ...(change === null ? [] : [`→ ${formatProse(change)}`]),
  ].join(' ')
}

/** The rules speak of what came to main; while a pull request is open, the same is said of it as it stands. */
const BEFORE_MERGE: readonly (readonly [string, string])[] = [
  ['It was approved before it was merged', 'It is approved'],
  ['It was merged without a review', 'No one with write access has approved it'],
  ['Whether it was reviewed', 'Whether it is approved'],
  ['Its checks were not green when it was merged', 'Its checks are not all green'],
  ['Its checks were green when it was merged', 'Its checks are green'],
  ['Whether its checks were green', 'Whether its checks are green'],
]

function describeBeforeMerge(saw: string): string {
  const found = BEFORE_MERGE.find(([later]) => saw.startsWith(later))
  return found ? found[1] + saw.slice(found[0].length) : saw
}

/** What does not count is neither good nor bad. */
function selectSymbol({ answer, mode }: RuleFinding): string {
  if (answer !== 'yes' && (mode === 'off' || mode === 'lifted')) return '–'
  switch (answer) {
    case 'yes':
      return '✓'
    case 'no':
      return '✗'
    case 'unknown':
      return '?'
  }
}

/** What somebody who has a facts file and no GitHub is told; here there is a command or a label for it, or nothing. */
const STATED = /give `([^`]*)` for (?:it|\S+) in the facts file/gi

/** What would change an answer, by what people can do on GitHub; null where only the pull request itself can. */
function suggestChange({ rule, change }: RuleFinding, { candidate, merged }: RuleContext): string | null {
  if (change === null) return null
  const instead = suggestCommand(rule, formatCandidateName(candidate), change)
  if (instead === null) return rule === 'reviewed' && !merged ? APPROVE : (ON_THE_PULL_REQUEST[rule] ?? null)

  const told = change.replace(STATED, (given) => `${given.startsWith('G') ? 'Say' : 'say'} \`${instead}\``)
  return told.replace(
    /it takes an exception\.$/,
    `it takes \`/release except ${formatCandidateName(candidate)} because …\`.`,
  )
}

/** What GitHub itself knows, and nobody's word changes. */
const ON_THE_PULL_REQUEST: Readonly<Record<string, string>> = {
  reviewed: 'It needs an approval on its pull request from before the merge.',
  tested: 'Run the checks of its pull request again. Every check must be green.',
}

const APPROVE = 'Ask someone with write access to approve it before it is merged.'

function suggestCommand(rule: string, name: string, change: string): string | null {
  if (!/facts file/i.test(change)) return ''
  switch (rule) {
    case 'change-type':
      return `/release assess ${name} risk=… type=${/type: ([a-z-]+)/.exec(change)?.[1] ?? '…'}`
    case 'severity':
      return `/release assess ${name} risk=… severity=${/severity: (P\d)/.exec(change)?.[1] ?? 'P1'}`
    case 'risk-assessed':
      return `/release assess ${name} risk=…`
    case 'exception':
      return `/release except ${name} because …`
    default:
      return null
  }
}
