import type { Considered } from '../../release/plan.ts'
import type { VerdictKind } from '../../release/verdict.ts'
import { rows, shortened } from '../cut.ts'
import { count, list, minute } from '../release/wording.ts'
import { blocks, fitsSummary, fitting, LONGEST_TITLE } from './fit.ts'
import { code, prose } from './inline.ts'
import { keptOutBy, ruleLines } from './rules.ts'

/** What is shown at a pull request of it as a candidate of the next patch. */
export interface ToCheck {
  /** Null where it bears the label no more. */
  readonly considered: Considered | null
  /** With its `v`. */
  readonly version: string
  readonly line: string
  readonly merged: boolean
  /** `unmergeable`: it does not merge into main itself. */
  readonly outcome: 'clean' | 'conflict' | 'empty' | 'unmergeable'
  /** The paths that conflict. */
  readonly files: readonly string[]
}

/** A check run's text. The title is plain text for GitHub, the summary Markdown. */
export interface CheckText {
  readonly conclusion: 'success' | 'neutral' | 'action_required'
  readonly title: string
  readonly summary: string
}

/** §1.1: the verdict on a pull request, with every rule, before its merge too. */
export function checkVerdict(asked: ToCheck): CheckText {
  const { considered } = asked
  if (!considered)
    return {
      conclusion: 'neutral',
      title: 'No patch candidate',
      summary: 'It does not bear the label `patch-candidate` any more.',
    }
  return {
    conclusion: conclusionOf(considered, asked),
    title: shortened(titleOf(considered, asked), LONGEST_TITLE),
    summary: fitting((most) => summaryOf(considered, asked, most), fitsSummary),
  }
}

function conclusionOf({ verdict }: Considered, { outcome }: ToCheck): CheckText['conclusion'] {
  if (verdict.kind === 'next-minor' || outcome === 'empty') return 'neutral'
  return verdict.kind === 'eligible' && outcome === 'clean' ? 'success' : 'action_required'
}

function titleOf({ verdict }: Considered, { version, merged, outcome, files }: ToCheck): string {
  const picks = picksText(outcome, files.length)
  switch (verdict.kind) {
    case 'eligible':
      return `Eligible for ${version}${merged ? '' : ' once merged'}${verdict.exception ? ' by exception' : ''}, ${picks}`
    case 'case-by-case':
      return `Needs an exception for ${version}: ${verdict.type}; ${picks}`
    case 'next-minor':
      return `For the next minor release: ${keptOutBy(verdict)[0] === 'Change type' ? verdict.type : reasons(keptOutBy(verdict))}`
    case 'not-ready': {
      const others = keptOutBy(verdict).filter((name) => name !== 'Picks cleanly' || outcome === 'clean')
      return others.length === 0
        ? `Not ready for ${version}: ${picks}`
        : `Not ready for ${version}: ${reasons(others)}; ${picks}`
    }
  }
}

/** What keeps it out, by the names of the rules. */
function reasons(names: readonly string[]): string {
  const few = names.slice(0, 3).map((name) => name.toLowerCase())
  return names.length > 3 ? `${few.join(', ')} and ${names.length - 3} more` : `${list(few)} missing`
}

function picksText(outcome: ToCheck['outcome'], files: number): string {
  switch (outcome) {
    case 'clean':
      return 'picks cleanly'
    case 'conflict':
      return `conflicts in ${count(files, 'file')}`
    case 'empty':
      return 'changes nothing there'
    case 'unmergeable':
      return 'conflicts with main itself'
  }
}

const VERDICTS: Readonly<Record<VerdictKind, string>> = {
  eligible: 'A patch takes it.',
  'case-by-case': 'Somebody has to decide: a patch takes it by an exception.',
  'next-minor': 'It waits for the next minor release.',
  'not-ready': 'A patch takes it once what is missing below is there.',
}

function summaryOf({ candidate, verdict }: Considered, asked: ToCheck, most: number): string {
  const { version, line, merged, outcome, files } = asked
  const { trigger, exception, kind, type } = verdict
  return blocks(
    `**${kind}** (${type}) for ${version}${merged ? '' : ', as if it were merged now'}. ${VERDICTS[kind]}`,
    [
      ...(trigger ? [`- Due: ${minute(trigger.due)}, ${trigger.urgency}: ${prose(trigger.because)}`] : []),
      ...(exception
        ? [
            `- Exception: ${prose(shortened(`by ${exception.by} until ${exception.until}: ${exception.because}`, 500))}`,
          ]
        : []),
      `- Picked on the last tag of ${line}: ${picksText(outcome, files.length)}`,
    ].join('\n'),
    filesText(files, most),
    [
      '### Rules',
      '',
      ...rows(
        ruleLines(verdict, { candidate: candidate.id, merged }),
        most,
        (more) => `- … and ${more} more`,
      ),
    ].join('\n'),
    `Ask for more with ${code(`/release explain`)} in a comment here.`,
  )
}

function filesText(files: readonly string[], most: number): string {
  if (files.length === 0) return ''
  const lines = files.map((path) => `- ${code(shortened(path, 300))}`)
  return ['### Conflicts', '', ...rows(lines, Math.min(most, 50), (more) => `- … and ${more} more`)].join(
    '\n',
  )
}
