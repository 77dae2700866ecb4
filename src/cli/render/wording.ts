import { formatLineKeyText } from '../../messages/on-line.ts'
import { formatCandidateName, type LeftOut, type LeftOutReason } from '../../release/changes/candidate.ts'
import type { ConflictFile, PickOutcome } from '../../release/planning/plan.ts'
import { keepsOut, type RuleFinding, type Trigger, type Verdict } from '../../release/planning/verdict.ts'
import { createSpan, type Style, type TextSpan } from './line.ts'

/** `3 picks`, `1 pick`. */
export function formatCount(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** `a`, `a and b`, `a, b and c`. */
export function joinList(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** How often each word occurs, most frequent first. */
export function tally(words: readonly string[]): [word: string, times: number][] {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)
}

/** A digest as people copy it. `--plan` takes it back. */
export function shortenPlanDigest(digest: string): string {
  return digest.slice(0, 12)
}

/** `2026-02-11`, in UTC as all dates on the screens. */
export function formatIsoDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}

/** `2026-02-11 10:00 UTC`. */
export function formatIsoMinute(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** `11 Feb`. */
function formatDay(seconds: number): string {
  const date = new Date(seconds * 1000)
  const month = date.toLocaleString('en', { month: 'short', timeZone: 'UTC' })
  return `${date.getUTCDate()} ${month}`
}

/** When a fix has to be out, short or with its urgency. */
export function createDueSpan(trigger: Trigger | null, now: number, wide: boolean): TextSpan {
  if (!trigger) return createSpan('-', 'quiet')
  const late = trigger.due < now
  const style = selectDueStyle(trigger, late)
  if (!wide) return createSpan(late ? 'overdue' : formatDay(trigger.due), style)
  return createSpan(`${trigger.urgency} ${formatDay(trigger.due)}${late ? ', overdue' : ''}`, style)
}

function selectDueStyle(trigger: Trigger, late: boolean): Style {
  if (late) return 'bad'
  return trigger.urgency === 'immediate' ? 'warn' : 'plain'
}

export function createOutcomeMark({ kind }: PickOutcome): TextSpan {
  switch (kind) {
    case 'clean':
      return createSpan('✓', 'good')
    case 'conflict':
      return createSpan('✗', 'bad')
    case 'empty':
      return createSpan('○', 'quiet')
    case 'unknown':
      return createSpan('?', 'warn')
  }
}

/** What does not count is marked as neither good nor bad. */
export function createAnswerMark({ answer, mode }: RuleFinding): TextSpan {
  if (answer !== 'yes' && (mode === 'off' || mode === 'lifted')) return createSpan('–', 'quiet')
  switch (answer) {
    case 'yes':
      return createSpan('✓', 'good')
    case 'no':
      return createSpan('✗', 'bad')
    case 'unknown':
      return createSpan('?', 'warn')
  }
}

/** How many rules nobody could answer: they hold nothing up by themselves, and somebody has to look. */
export function toConfirm(verdict: Verdict): number {
  return verdict.rules.filter(({ answer, mode }) => answer === 'unknown' && isAsked(mode)).length
}

function isAsked(mode: RuleFinding['mode']): boolean {
  return mode === 'required' || mode === 'confirm' || mode === 'when-known'
}

/** What is said of a candidate that is taken. */
export function explainTaken(verdict: Verdict, wide: boolean): TextSpan {
  const unknowns = toConfirm(verdict)
  if (verdict.kind !== 'eligible') return createSpan(explainNotEligible(verdict, wide), 'warn')
  const word = verdict.exception ? 'by exception' : 'eligible'
  if (unknowns === 0) return createSpan(word, 'good')
  return createSpan(
    wide || verdict.exception ? `${word}, ${unknowns} to confirm` : `${unknowns} to confirm`,
    'warn',
  )
}

/** Taken by hand, or because nothing but its conflict keeps it from being ready. */
function explainNotEligible({ kind, rules }: Verdict, wide: boolean): string {
  const refusing = rules.find((rule) => rule.answer === 'no' && keepsOut(rule))?.rule
  return wide && refusing !== undefined ? `${kind}: ${refusing}` : kind
}

export function explainLeftOut({ reason }: LeftOut): string {
  switch (reason.kind) {
    case 'already-on-line':
      return `already on the line as ${formatCandidateName(reason.lineCommit)} (${formatLineKeyText(reason.key)})`
    case 'reverted':
      return `reverted by ${formatCandidateName(reason.revert)}, which is in the range too`
    case 'reverts':
      return `reverts ${formatCandidateName(reason.reverted)}, which is in the range too`
    case 'empty':
      return 'changes nothing on the line'
  }
}

/** The reasons as they are counted. */
export function nameLeftOutGroup({ kind }: LeftOutReason): string {
  switch (kind) {
    case 'already-on-line':
      return 'already on the line'
    case 'reverted':
      return 'reverted'
    case 'reverts':
      return 'a revert of one in the range'
    case 'empty':
      return 'empty'
  }
}

/** How many stretches of a file are named before the rest is counted. */
const MOST_HUNKS = 4

/** `lines 12-18, 40`, in the line's version of the file. */
export function formatHunkLines({ hunks }: ConflictFile): string {
  if (hunks.length === 0) return ''
  const ranges = hunks.map(({ ours: { start, end } }) => (end > start ? `${start}-${end}` : `${start}`))
  const plural = ranges.length > 1 || ranges.some((range) => range.includes('-'))
  const rest = ranges.length - MOST_HUNKS
  const more = rest > 0 ? ` and ${rest} more` : ''
  return `${plural ? 'lines' : 'line'} ${ranges.slice(0, MOST_HUNKS).join(', ')}${more}`
}
