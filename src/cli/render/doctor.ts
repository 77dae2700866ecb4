import type { DoctorCheck, DoctorReport } from '../engine.ts'
import { type Line, line, type Span, span } from './line.ts'
import { hanging, type NextStep, nextLines, stack, type View } from './screen.ts'
import { list } from './wording.ts'

/** Whether everything is there that a plan and a build need. */
export function doctorScreen(report: DoctorReport, view: View): Line[] {
  const widest = Math.max(0, ...report.checks.map(({ name }) => name.length))
  const lines = report.checks.flatMap((check) => checkLines(check, widest, view.width))
  return stack([
    [line(`Checks of ${report.repository}`, 'title'), ...lines],
    nextLines([verdict(report, view)], view),
  ])
}

function checkLines({ name, outcome, saw, next }: DoctorCheck, widest: number, width: number): Line[] {
  const margin = ' '.repeat(widest + 4)
  const told = hanging(span(margin), saw, width).map((each, index) => {
    const [, ...rest] = each
    return index === 0 ? [mark(outcome), span(` ${name.padEnd(widest)}  `), ...rest] : each
  })
  return next === null ? told : [...told, ...hanging(span(`${margin}→ `, 'accent'), next, width)]
}

function mark(outcome: DoctorCheck['outcome']): Span {
  switch (outcome) {
    case 'ok':
      return span('✓', 'good')
    case 'warn':
      return span('!', 'warn')
    case 'fail':
      return span('✗', 'bad')
  }
}

function verdict({ checks }: DoctorReport, view: View): NextStep {
  const failed = checks.filter(({ outcome }) => outcome === 'fail').map(({ name }) => name)
  if (failed.length === 0) {
    return { why: 'Everything that a plan needs is there', command: view.again('plan') }
  }
  return { why: `Put right ${list(failed)}, then look again`, command: view.again('doctor') }
}
