import type { DoctorCheck, DoctorReport } from '../engine.ts'
import { createLine, createSpan, type ScreenLine, type TextSpan } from '../render/line.ts'
import {
  createHangingText,
  type NextStep,
  renderNextSteps,
  type ScreenView,
  stackSections,
} from '../render/screen.ts'
import { joinList } from '../render/wording.ts'

/** Whether everything is there that a plan and a build need, and the App where there is one. */
export function renderDoctorScreen(
  report: DoctorReport,
  app: readonly DoctorCheck[] | null,
  view: ScreenView,
): ScreenLine[] {
  const all = [...report.checks, ...(app ?? [])]
  const widest = Math.min(WIDEST, Math.max(0, ...all.map(({ name }) => name.length)))
  const block = (title: string, checks: readonly DoctorCheck[]) => [
    createLine(title, 'title'),
    ...checks.flatMap((check) => checkLines(check, widest, view.width)),
  ]
  return stackSections([
    block(`Checks of ${report.repository}`, report.checks),
    app === null ? [] : block('Checks of the App', app),
    renderNextSteps([createVerdict(all, app !== null, view)], view),
  ])
}

/** The name of a repository may be long, and gets a line of its own then. */
const WIDEST = 20

function checkLines({ name, outcome, saw, next }: DoctorCheck, widest: number, width: number): ScreenLine[] {
  const margin = ' '.repeat(widest + 4)
  // Mistakes of a config are told one below the other.
  const told = saw
    .split('\n')
    .flatMap((each) => (each.trim() === '' ? [] : createHangingText(createSpan(margin), each.trim(), width)))
  const named = [createMark(outcome), createSpan(` ${name.padEnd(widest)}  `)]
  const lines =
    name.length > widest
      ? [[createMark(outcome), createSpan(` ${name}`)], ...told]
      : told.map((each, index) => (index === 0 ? [...named, ...each.slice(1)] : each))
  return next === null
    ? lines
    : [...lines, ...createHangingText(createSpan(`${margin}→ `, 'accent'), next, width)]
}

function createMark(outcome: DoctorCheck['outcome']): TextSpan {
  switch (outcome) {
    case 'ok':
      return createSpan('✓', 'good')
    case 'warn':
      return createSpan('!', 'warn')
    case 'fail':
      return createSpan('✗', 'bad')
  }
}

function createVerdict(checks: readonly DoctorCheck[], hasApp: boolean, view: ScreenView): NextStep {
  const failed = checks.filter(({ outcome }) => outcome === 'fail').map(({ name }) => name)
  if (failed.length === 0) {
    return hasApp
      ? { why: 'The App is ready', command: view.again('start') }
      : { why: 'Everything is ready for a plan', command: view.again('plan') }
  }
  return {
    why: `Fix ${joinList([...new Set(failed)])}, then check again`,
    command: view.again('doctor'),
  }
}
