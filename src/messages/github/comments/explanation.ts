import { type Flag, formatCandidateName, type LeftOut } from '../../../release/changes/candidate.ts'
import { isTakenIfClean } from '../../../release/eligibility/judge.ts'
import type {
  ConflictFile,
  Considered,
  Dependencies,
  PickOutcome,
  PlannedPick,
} from '../../../release/planning/plan.ts'
import type { Verdict } from '../../../release/planning/verdict.ts'
import { formatFlag } from '../../candidates/flags.ts'
import { explainProbablyOnLine, formatLineKeyText } from '../../on-line.ts'
import { withholdFix } from '../../security/withhold-fix.ts'
import { shorten } from '../../text/limit-rows.ts'
import { formatList, formatMinute, formatNumber, shortenSha } from '../../wording.ts'
import { fitDrawing, joinBlocks, LONGEST_BODY } from '../markdown/fit.ts'
import { renderFileBlocks } from '../markdown/hunks.ts'
import { escapeAndShorten, formatCode, formatProse } from '../markdown/inline.ts'
import { renderRuleLines } from './rules.ts'

/** One change, with everything that there is to say of it. */
interface ExplanationInput {
  readonly considered: Considered
  /** Null where the plan does not take it. */
  readonly planned: PlannedPick | null
  readonly flags: readonly Flag[]
  /** With its `v`. */
  readonly version: string
  readonly line: string
}

/** Room for what an answer says around it. */
const LONGEST = LONGEST_BODY - 1_000

/** Why a change is in a release or not: its verdict, every rule, what happens when it is picked. */
export function explainText(asked: ExplanationInput): string {
  const told = { ...asked, considered: withholdFix(asked.considered) }
  return fitDrawing(
    (most) => renderExplanation(told, most),
    (text) => text.length <= LONGEST,
  )
}

function renderExplanation(
  { considered, planned, flags, version, line }: ExplanationInput,
  most: number,
): string {
  const { candidate, verdict, alone } = considered
  const onLine = explainProbablyOnLine(considered)
  const name = formatCandidateName(candidate.id)
  return joinBlocks(
    `**${escapeAndShorten(name)}** ${escapeAndShorten(candidate.title)}`,
    renderVerdict(verdict, { version, isTaken: planned !== null }),
    onLine === null ? '' : `**It is ${formatProse(onLine)}.** It isn't taken by default.`,
    ['**Rules**', '', ...renderRuleLines(verdict, { candidate: candidate.id, merged: true })].join('\n'),
    pickText({ alone, planned, line, name }, most),
    planned?.dependencies ? renderDependencies(planned.dependencies) : '',
    renderFlags(flags),
    planned === null
      ? suggestTaking(verdict, name)
      : `To leave it out, run ${formatCode(`/release drop ${name} because …`)}.`,
  )
}

/** A command that the cut would refuse is no advice: what the criteria keep out takes an approver, or what the rules say. */
function suggestTaking(verdict: Verdict, name: string): string {
  if (isTakenIfClean(verdict)) return `To take it, run ${formatCode(`/release pick ${name}`)}.`
  if (verdict.kind === 'case-by-case')
    return `An approver can allow it with ${formatCode(`/release except ${name} because …`)}.`
  return ''
}

/** The verdict, the change type, and until when. */
function renderVerdict(
  verdict: Verdict,
  { version, isTaken }: { readonly version: string; readonly isTaken: boolean },
): string {
  const { kind, type, trigger, exception } = verdict
  const by = exception
    ? `, by an exception of ${exception.by} until ${exception.until}: ${exception.because}`
    : ''
  return [
    `- Verdict for ${version}: **${kind}** (${type})${formatProse(shorten(by, 500))}; ${isTaken ? 'it is in the plan' : 'it is not in the plan'}`,
    ...(trigger
      ? [`- Due: ${formatMinute(trigger.due)}, ${trigger.urgency}: ${formatProse(trigger.because)}`]
      : []),
  ].join('\n')
}

function pickText(
  of: {
    readonly alone: PickOutcome
    readonly planned: PlannedPick | null
    readonly line: string
    readonly name: string
  },
  most: number,
): string {
  const { alone, planned, line, name } = of
  const inPlace = planned?.outcome ?? null
  const places = [
    `- Picked on its own on the last tag of ${line}: ${renderOutcome(alone)}`,
    ...(inPlace ? [`- Picked in its place in the plan: ${renderOutcome(inPlace)}`] : []),
  ]
  const conflict = [inPlace, alone].find((outcome) => outcome?.kind === 'conflict')
  const files = conflict?.kind === 'conflict' ? renderConflict(conflict.files, { line, name }, most) : ''
  return joinBlocks(['**Picking**', '', ...places].join('\n'), files)
}

function renderOutcome(outcome: PickOutcome): string {
  switch (outcome.kind) {
    case 'clean':
      return '✓ it applies'
    case 'empty':
      return '○ it changes nothing there'
    case 'unknown':
      return `? not known: ${outcome.why}`
    case 'conflict':
      return `✗ ${formatCode(shortenSha(outcome.at))} conflicts in ${formatNumber(outcome.files.length, 'file')}`
  }
}

function renderConflict(
  files: readonly ConflictFile[],
  { line, name }: { readonly line: string; readonly name: string },
  most: number,
): string {
  const rest = files.length - most
  return joinBlocks(
    '<details><summary>The conflict</summary>',
    ...files.slice(0, most).flatMap((file) => renderFileBlocks(file, { line, change: name }, most)),
    rest > 0 ? `… and ${formatNumber(rest, 'more file')}.` : '',
    '</details>',
  )
}

function renderDependencies(dependencies: Dependencies): string {
  switch (dependencies.kind) {
    case 'found': {
      const on = dependencies.on.map(formatCandidateName)
      const fewer = dependencies.proof === 'smallest' ? 'and needs all of them' : 'which are all needed'
      const proof = on.length === 1 ? '' : `, ${fewer}`
      return `It picks cleanly after ${formatProse(formatList(on))}${proof}. To take ${on.length === 1 ? 'that' : 'those'} too, run ${formatList(on.slice(0, 5).map((one) => formatCode(`/release pick ${one}`)))}.`
    }
    case 'none':
      return `Found nothing that makes it pick cleanly: ${formatProse(dependencies.why)}.`
    case 'not-searched':
      return `Its dependencies are unknown: ${formatProse(dependencies.why)}.`
  }
}

function renderFlags(flags: readonly Flag[]): string {
  if (flags.length === 0) return ''
  return [
    '**Check these first**',
    '',
    ...flags.map((flag) => `- ${formatProse(`${formatFlag(flag, null)}.`)}`),
  ].join('\n')
}

/** Why a change of the range is no candidate at all. */
export function renderLeftOut({ candidate, reason }: LeftOut, version: string): string {
  const renderWhy = () => {
    switch (reason.kind) {
      case 'already-on-line':
        return `It is already on the line, as \`${shortenSha(reason.lineCommit)}\` (${formatLineKeyText(reason.key)}).`
      case 'reverted':
        return `It was reverted on main by ${formatCandidateName(reason.revert)}, so the two cancel out.`
      case 'reverts':
        return `It reverts ${formatCandidateName(reason.reverted)}, which is not on the line either.`
      case 'empty':
        return 'It changes nothing on the line.'
    }
  }
  return `**${escapeAndShorten(formatCandidateName(candidate.id))}** ${escapeAndShorten(candidate.title)}\n\nIt isn't a candidate for ${version}. ${formatProse(renderWhy())}`
}
