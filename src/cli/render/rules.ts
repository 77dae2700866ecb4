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

function ruleLine({ rule, section: place, answer, saw, change }: RuleFinding, width: number): Line[] {
  return [
    [answerMark(answer), span(` ${rule}  `), span(place, 'quiet')],
    ...indent(2, hanging(span(''), saw, width - 2)),
    ...(change === null || answer === 'yes'
      ? []
      : indent(2, hanging(span('→ ', 'accent'), change, width - 2))),
  ]
}
