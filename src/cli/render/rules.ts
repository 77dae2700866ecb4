import type { RuleFinding } from '../../release/verdict.ts'
import { indent, type Line, span } from './line.ts'
import { hanging, section } from './screen.ts'
import { answerMark } from './wording.ts'

/** Every rule that was asked: the answer, what was seen, what would change it, and where the process says so. */
export function ruleLines(rules: readonly RuleFinding[], width: number): Line[] {
  return section(
    'Rules',
    rules.flatMap((rule) => ruleLine(rule, width - 2)),
  )
}

function ruleLine(finding: RuleFinding, width: number): Line[] {
  const { rule, section: place, answer, mode, saw, change } = finding
  const isLifted = mode === 'lifted' && answer !== 'yes'
  return [
    [answerMark(finding), span(` ${rule}  `), span(place, 'quiet'), ...required(finding)],
    ...indent(2, hanging(span(''), isLifted ? `${saw} The exception lifts that.` : saw, width - 2)),
    ...(change === null || answer === 'yes' || isLifted || mode === 'off'
      ? []
      : indent(2, hanging(span('→ ', 'accent'), change, width - 2))),
  ]
}

/** Of what nobody could answer it has to be told whether that keeps the change out. */
function required({ answer, mode }: RuleFinding): Line {
  return answer === 'unknown' && mode === 'required' ? [span('  required', 'warn')] : []
}
