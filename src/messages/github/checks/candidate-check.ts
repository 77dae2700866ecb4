import { listConventionalTypes } from '../../../release/changes/commit-message.ts'
import { cleanTitle } from '../../../release/changes/titles.ts'
import type { Considered } from '../../../release/planning/plan.ts'
import { listRulesToConfirm, type VerdictKind } from '../../../release/planning/verdict.ts'
import { defaultPolicy } from '../../../release/policy.ts'
import { withholdFix } from '../../security/withhold-fix.ts'
import { limitRows, shorten } from '../../text/limit-rows.ts'
import { formatList, formatMinute, formatNumber } from '../../wording.ts'
import { listObstacleLines, renderRuleLines } from '../comments/rules.ts'
import { fitDrawing, fitsSummary, joinBlocks, LONGEST_TITLE } from '../markdown/fit.ts'
import { formatCode, formatProse } from '../markdown/inline.ts'

/** What is shown at a pull request of it as a candidate of the next patch. */
export interface CheckInput {
  /** Null where it bears the label no more. */
  readonly considered: Considered | null
  /** With its `v`. */
  readonly version: string
  readonly line: string
  readonly merged: boolean
  /** `unmergeable`: it does not merge into main itself. */
  readonly outcome: 'clean' | 'conflict' | 'empty' | 'unknown' | 'unmergeable'
  /** The paths that conflict. */
  readonly files: readonly string[]
  /** What its author wrote for the release notes; null where the title tells. */
  readonly note: string | null
}

/** A check run's text. The title is plain text for GitHub, the summary Markdown. */
interface CheckText {
  readonly conclusion: 'success' | 'neutral' | 'action_required'
  readonly title: string
  readonly summary: string
}

/** §1.1: the verdict on a pull request, with every rule, before its merge too. */
export function checkVerdict(asked: CheckInput): CheckText {
  if (!asked.considered)
    return {
      conclusion: 'neutral',
      title: 'Not a patch candidate',
      summary: 'It no longer has the label `patch-candidate`.',
    }
  const considered = withholdFix(asked.considered)
  return {
    conclusion: getConclusion(considered, asked),
    title: shorten(`${markRolledBack(considered)}${renderTitle(considered, asked)}`, LONGEST_TITLE),
    summary: fitDrawing((most) => renderSummary(considered, asked, most), fitsSummary),
  }
}

function markRolledBack({ rolledBackIn }: Considered): string {
  return rolledBackIn === undefined ? '' : `Rolled back in ${rolledBackIn}. `
}

function getConclusion(
  { verdict, rolledBackIn }: Considered,
  { outcome }: CheckInput,
): CheckText['conclusion'] {
  if (verdict.kind === 'next-minor' || outcome === 'empty') return 'neutral'
  const isTaken = verdict.kind === 'eligible' && outcome === 'clean' && rolledBackIn === undefined
  return isTaken ? 'success' : 'action_required'
}

function renderTitle({ verdict }: Considered, { version, merged, outcome, files }: CheckInput): string {
  const picks = renderPicks(outcome, files.length)
  switch (verdict.kind) {
    case 'eligible':
      return `Eligible for ${version}${merged ? '' : ' once merged'}${verdict.exception ? ' by exception' : ''}${countToConfirm(verdict)}, ${picks}`
    case 'case-by-case':
      return `Needs an exception for ${version}: ${verdict.type}; ${picks}`
    case 'next-minor':
      return `For the next minor release: ${listObstacleLines(verdict)[0] === 'Change type' ? verdict.type : formatReasons(listObstacleLines(verdict))}`
    case 'not-ready': {
      const others = listObstacleLines(verdict).filter(
        (name) => name !== 'Picks cleanly' || outcome === 'clean',
      )
      return others.length === 0
        ? `Not ready for ${version}: ${picks}`
        : `Not ready for ${version}: ${formatReasons(others)}; ${picks}`
    }
  }
}

/** §1.1: an unknown is never a yes, so it is counted. */
function countToConfirm(verdict: Considered['verdict']): string {
  const count = listRulesToConfirm(verdict).length
  return count === 0 ? '' : `, ${count} to confirm`
}

/** What keeps it out, by the names of the rules. */
function formatReasons(names: readonly string[]): string {
  const few = names.slice(0, 3).map((name) => name.toLowerCase())
  return names.length > 3 ? `${few.join(', ')} and ${names.length - 3} more` : `${formatList(few)} missing`
}

function renderPicks(outcome: CheckInput['outcome'], files: number): string {
  switch (outcome) {
    case 'clean':
      return 'picks cleanly'
    case 'conflict':
      return `conflicts in ${formatNumber(files, 'file')}`
    case 'empty':
      return 'changes nothing there'
    case 'unknown':
      return 'was not tried'
    case 'unmergeable':
      return 'conflicts with main itself'
  }
}

const VERDICTS: Readonly<Record<VerdictKind, string>> = {
  eligible: 'The next patch takes it.',
  'case-by-case': 'A maintainer must decide: a patch takes it only with an exception.',
  'next-minor': 'It waits for the next minor release.',
  'not-ready': 'The next patch takes it when nothing below is missing.',
}

function renderSummary(considered: Considered, asked: CheckInput, most: number): string {
  const { candidate, verdict, rolledBackIn } = considered
  const { version, line, merged, outcome, files } = asked
  const { trigger, exception, kind, type } = verdict
  return joinBlocks(
    rolledBackIn === undefined
      ? ''
      : formatProse(
          `Rolled back in ${rolledBackIn}: production runs without it. No plan takes it again until a maintainer runs \`/release pick ${candidate.id}\`.`,
        ),
    `**${kind}** (${type}) for ${version}${merged ? '' : ', as if it were merged now'}. ${VERDICTS[kind]}`,
    [
      ...(trigger
        ? [`- Due: ${formatMinute(trigger.due)}, ${trigger.urgency}: ${formatProse(trigger.because)}`]
        : []),
      ...(exception
        ? [
            `- Exception: ${formatProse(shorten(`by ${exception.by} until ${exception.until}: ${exception.because}`, 500))}`,
          ]
        : []),
      `- Picked on the last tag of ${line}: ${renderPicks(outcome, files.length)}`,
    ].join('\n'),
    renderFiles(files, most),
    renderNotePreview(considered, asked),
    [
      '### Rules',
      '',
      ...limitRows(
        renderRuleLines(verdict, { candidate: candidate.id, merged }),
        most,
        (more) => `- … and ${more} more`,
      ),
    ].join('\n'),
    `For more, write ${formatCode(`/release explain`)} in a comment here.`,
  )
}

const CONVENTIONAL_TYPES = listConventionalTypes(defaultPolicy.changeTypes)

/** How the release notes would tell it; of a security fix nothing is told before it is published. */
function renderNotePreview(considered: Considered, asked: CheckInput): string {
  if (considered !== asked.considered || !['eligible', 'case-by-case'].includes(considered.verdict.kind))
    return ''
  const { title } = considered.candidate
  const text = asked.note ?? cleanTitle(title, CONVENTIONAL_TYPES)
  const next =
    asked.note === null ? ' To write it yourself, add a block `### Release note` to the description.' : ''
  return `### Release notes\n\nThe notes will say:${next}\n\n- ${formatProse(text)}`
}

function renderFiles(files: readonly string[], most: number): string {
  if (files.length === 0) return ''
  const lines = files.map((path) => `- ${formatCode(shorten(path, 300))}`)
  return [
    '### Conflicts',
    '',
    ...limitRows(lines, Math.min(most, 50), (more) => `- … and ${more} more`),
  ].join('\n')
}
