import type { DemoReport } from '../engine.ts'
import { quoteWord } from '../format-command-line.ts'
import { createPlainLine } from '../render/fit.ts'
import { BLANK, createLine, indent, type ScreenLine } from '../render/line.ts'
import {
  createLabelledRows,
  renderNextSteps,
  type ScreenView,
  stackSections,
  wrapParagraph,
} from '../render/screen.ts'

/** One command of the demo. */
export interface DemoStep {
  readonly command: string
  readonly title: string
  readonly arguments: Readonly<Record<string, string>>
  readonly options: Readonly<Record<string, true>>
  /** What is worth looking at, in whole sentences. */
  readonly lookAt: string
}

export function renderDemoBeginning(
  { repository, version, factsFile }: DemoReport,
  view: ScreenView,
): ScreenLine[] {
  return stackSections([
    [
      createLine('A patch release, from its candidates to its notes', 'title'),
      ...createLabelledRows(
        [
          ['made', repository],
          ['facts', factsFile],
          ['release', version],
        ],
        view.width,
      ),
    ],
  ])
}

/** Which step comes, what it does, the very command that does it, and what to look at. */
export function renderDemoStep(
  { step, number, typed }: { readonly step: DemoStep; readonly number: number; readonly typed: string },
  view: ScreenView,
): ScreenLine[] {
  const title = `── ${number}. ${step.title} `
  return [
    BLANK,
    createLine(title + '─'.repeat(Math.max(0, view.width - title.length)), 'title'),
    ...wrapParagraph(step.lookAt, view.width),
    BLANK,
    ...indent(2, [createLine(`$ ${createPlainLine(typed)}`, 'accent')]),
    BLANK,
  ]
}

export function renderDemoEnd({ repository }: DemoReport, view: ScreenView): ScreenLine[] {
  const steps = renderNextSteps(
    [
      { why: 'In your own clone, check first that everything is ready', command: 'release-captain doctor' },
      { why: 'Then make its plan, which changes nothing', command: 'release-captain plan' },
      {
        why: 'Continue with the demo',
        command: `git -C ${quoteWord(repository)} log --oneline --graph --all`,
      },
    ],
    view,
  )
  return steps.length === 0 ? [] : [BLANK, ...steps]
}
