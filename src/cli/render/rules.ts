import type { RuleFinding } from '../../release/planning/verdict.ts'
import { createSpan, indent, type ScreenLine } from './line.ts'
import { createHangingText, createScreenSection } from './screen.ts'
import { createAnswerMark } from './wording.ts'

/** Every rule that was asked: the answer, what was seen, what would change it, and where the process says so. */
export function renderRules(rules: readonly RuleFinding[], width: number): ScreenLine[] {
  return createScreenSection(
    'Rules',
    rules.flatMap((rule) => renderRule(rule, width - 2)),
  )
}

function renderRule(finding: RuleFinding, width: number): ScreenLine[] {
  const { rule, section: place, answer, mode, saw, change } = finding
  const isLifted = mode === 'lifted' && answer !== 'yes'
  return [
    [
      createAnswerMark(finding),
      createSpan(` ${rule}  `),
      createSpan(place, 'quiet'),
      ...renderRequired(finding),
    ],
    ...indent(
      2,
      createHangingText(createSpan(''), isLifted ? `${saw} The exception lifts that.` : saw, width - 2),
    ),
    ...(change === null || answer === 'yes' || isLifted || mode === 'off'
      ? []
      : indent(2, createHangingText(createSpan('→ ', 'accent'), change, width - 2))),
  ]
}

/** Of what nobody could answer it has to be told whether that keeps the change out. */
function renderRequired({ answer, mode }: RuleFinding): ScreenLine {
  return answer === 'unknown' && mode === 'required' ? [createSpan('  required', 'warn')] : []
}
