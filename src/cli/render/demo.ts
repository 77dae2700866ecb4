import type { DemoReport } from '../engine.ts'
import { quoted } from '../typed.ts'
import { plain } from './fit.ts'
import { BLANK, indent, type Line, line } from './line.ts'
import { labelled, nextLines, paragraph, stack, type View } from './screen.ts'

/** One command of the demo. */
export interface DemoStep {
  readonly command: string
  readonly title: string
  readonly arguments: Readonly<Record<string, string>>
  readonly options: Readonly<Record<string, true>>
  /** What is worth looking at, in whole sentences. */
  readonly lookAt: string
}

export function demoBeginning({ repository, version, factsFile }: DemoReport, view: View): Line[] {
  return stack([
    [
      line('A patch release, from its candidates to its notes', 'title'),
      ...labelled(
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
export function demoStepLines(
  { step, number, typed }: { readonly step: DemoStep; readonly number: number; readonly typed: string },
  view: View,
): Line[] {
  const title = `── ${number}. ${step.title} `
  return [
    BLANK,
    line(title + '─'.repeat(Math.max(0, view.width - title.length)), 'title'),
    ...paragraph(step.lookAt, view.width),
    BLANK,
    ...indent(2, [line(`$ ${plain(typed)}`, 'accent')]),
    BLANK,
  ]
}

export function demoEnd({ repository }: DemoReport, view: View): Line[] {
  const steps = nextLines(
    [
      { why: 'In a clone of your own, see first whether all is there', command: 'release-captain doctor' },
      { why: 'Then its own plan; it changes nothing', command: 'release-captain plan' },
      { why: 'Play on with the demo', command: `git -C ${quoted(repository)} log --oneline --graph --all` },
    ],
    view,
  )
  return steps.length === 0 ? [] : [BLANK, ...steps]
}
