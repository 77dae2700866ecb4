import { type LeftOut, type LeftOutReason, type LineKey, nameOf } from '../../release/candidate.ts'
import type { ConflictFile, PickOutcome } from '../../release/plan.ts'
import { keepsOut, type RuleFinding, type Trigger, type Verdict } from '../../release/verdict.ts'
import { type Span, type Style, span } from './line.ts'

/** `3 picks`, `1 pick`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
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
export function shortDigest(digest: string): string {
  return digest.slice(0, 12)
}

/** `2026-02-11`, in UTC as all dates on the screens. */
export function isoDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}

/** `2026-02-11 10:00 UTC`. */
export function isoMinute(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** `11 Feb`. */
function dayOf(seconds: number): string {
  const date = new Date(seconds * 1000)
  const month = date.toLocaleString('en', { month: 'short', timeZone: 'UTC' })
  return `${date.getUTCDate()} ${month}`
}

/** When a fix has to be out, short or with its urgency. */
export function dueSpan(trigger: Trigger | null, now: number, wide: boolean): Span {
  if (!trigger) return span('-', 'quiet')
  const late = trigger.due < now
  const style = dueStyle(trigger, late)
  if (!wide) return span(late ? 'overdue' : dayOf(trigger.due), style)
  return span(`${trigger.urgency} ${dayOf(trigger.due)}${late ? ', overdue' : ''}`, style)
}

function dueStyle(trigger: Trigger, late: boolean): Style {
  if (late) return 'bad'
  return trigger.urgency === 'immediate' ? 'warn' : 'plain'
}

export function outcomeMark({ kind }: PickOutcome): Span {
  switch (kind) {
    case 'clean':
      return span('✓', 'good')
    case 'conflict':
      return span('✗', 'bad')
    case 'empty':
      return span('○', 'quiet')
  }
}

/** What does not count is marked as neither good nor bad. */
export function answerMark({ answer, mode }: RuleFinding): Span {
  if (answer !== 'yes' && (mode === 'off' || mode === 'lifted')) return span('–', 'quiet')
  switch (answer) {
    case 'yes':
      return span('✓', 'good')
    case 'no':
      return span('✗', 'bad')
    case 'unknown':
      return span('?', 'warn')
  }
}

/** How many rules nobody could answer: they hold nothing up by themselves, and somebody has to look. */
export function toConfirm(verdict: Verdict): number {
  return verdict.rules.filter(({ answer, mode }) => answer === 'unknown' && isAsked(mode)).length
}

function isAsked(mode: RuleFinding['mode']): boolean {
  return mode === 'required' || mode === 'when-known'
}

/** What is said of a candidate that is taken. */
export function takenBecause(verdict: Verdict, wide: boolean): Span {
  const unknowns = toConfirm(verdict)
  if (verdict.kind !== 'eligible') return span(notEligibleText(verdict, wide), 'warn')
  const word = verdict.exception ? 'by exception' : 'eligible'
  if (unknowns === 0) return span(word, 'good')
  return span(
    wide || verdict.exception ? `${word}, ${unknowns} to confirm` : `${unknowns} to confirm`,
    'warn',
  )
}

/** Taken by hand, or because nothing but its conflict keeps it from being ready. */
function notEligibleText({ kind, rules }: Verdict, wide: boolean): string {
  const refusing = rules.find((rule) => rule.answer === 'no' && keepsOut(rule))?.rule
  return wide && refusing !== undefined ? `${kind}: ${refusing}` : kind
}

export function leftOutText({ reason }: LeftOut): string {
  switch (reason.kind) {
    case 'already-on-line':
      return `already on the line as ${nameOf(reason.lineCommit)} (${keyText(reason.key)})`
    case 'reverted':
      return `reverted by ${nameOf(reason.revert)}, which is in the range too`
    case 'reverts':
      return `reverts ${nameOf(reason.reverted)}, which is in the range too`
    case 'empty':
      return 'changes nothing on the line'
  }
}

/** The reasons as they are counted. */
export function leftOutGroup({ kind }: LeftOutReason): string {
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

function keyText(key: LineKey): string {
  switch (key) {
    case 'patch-id':
      return 'the same patch'
    case 'trailer':
      return 'its cherry-pick trailer says so'
    case 'pull-request':
      return 'the same pull request'
    case 'authorship':
      return 'the same author, time and subject'
    case 'history':
      return 'merged back from the line'
  }
}

/** How many stretches of a file are named before the rest is counted. */
const MOST_HUNKS = 4

/** `lines 12-18, 40`, in the line's version of the file. */
export function hunkLines({ hunks }: ConflictFile): string {
  if (hunks.length === 0) return ''
  const ranges = hunks.map(({ ours: { start, end } }) => (end > start ? `${start}-${end}` : `${start}`))
  const plural = ranges.length > 1 || ranges.some((range) => range.includes('-'))
  const rest = ranges.length - MOST_HUNKS
  const more = rest > 0 ? ` and ${rest} more` : ''
  return `${plural ? 'lines' : 'line'} ${ranges.slice(0, MOST_HUNKS).join(', ')}${more}`
}
