import type { DoctorCheck, DoctorReport } from '../engine.ts'
import { type Line, line, type Span, span } from './line.ts'
import { hanging, type NextStep, nextLines, stack, type View } from './screen.ts'
import { list } from './wording.ts'

/** Whether everything is there that a plan and a build need, and the App where there is one. */
export function doctorScreen(report: DoctorReport, app: readonly DoctorCheck[] | null, view: View): Line[] {
  const all = [...report.checks, ...(app ?? [])]
  const widest = Math.min(WIDEST, Math.max(0, ...all.map(({ name }) => name.length)))
  const block = (title: string, checks: readonly DoctorCheck[]) => [
    line(title, 'title'),
    ...checks.flatMap((check) => checkLines(check, widest, view.width)),
  ]
  return stack([
    block(`Checks of ${report.repository}`, report.checks),
    app === null ? [] : block('Checks of the App', app),
    nextLines([verdict(all, app !== null, view)], view),
  ])
}

/** The name of a repository may be long, and gets a line of its own then. */
const WIDEST = 20

function checkLines({ name, outcome, saw, next }: DoctorCheck, widest: number, width: number): Line[] {
  const margin = ' '.repeat(widest + 4)
  // Mistakes of a config are told one below the other.
  const told = saw
    .split('\n')
    .flatMap((each) => (each.trim() === '' ? [] : hanging(span(margin), each.trim(), width)))
  const named = [mark(outcome), span(` ${name.padEnd(widest)}  `)]
  const lines =
    name.length > widest
      ? [[mark(outcome), span(` ${name}`)], ...told]
      : told.map((each, index) => (index === 0 ? [...named, ...each.slice(1)] : each))
  return next === null ? lines : [...lines, ...hanging(span(`${margin}→ `, 'accent'), next, width)]
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

function verdict(checks: readonly DoctorCheck[], hasApp: boolean, view: View): NextStep {
  const failed = checks.filter(({ outcome }) => outcome === 'fail').map(({ name }) => name)
  if (failed.length === 0) {
    return hasApp
      ? { why: 'Everything that the App needs is there', command: view.again('start') }
      : { why: 'Everything that a plan needs is there', command: view.again('plan') }
  }
  return { why: `Put right ${list([...new Set(failed)])}, then look again`, command: view.again('doctor') }
}
