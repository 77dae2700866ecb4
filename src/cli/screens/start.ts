import type { Running } from '../program.ts'
import { createLine, type ScreenLine } from '../render/line.ts'
import {
  createLabelledRows,
  renderNextSteps,
  type ScreenView,
  stackSections,
  wrapParagraph,
} from '../render/screen.ts'

/** What runs now, and what to do with it. */
export function renderStartedScreen(running: Running, view: ScreenView): ScreenLine[] {
  return running.kind === 'sandbox' ? renderSandboxScreen(running, view) : renderAppScreen(running, view)
}

function renderSandboxScreen({ url }: Running, view: ScreenView): ScreenLine[] {
  return stackSections([
    [
      createLine('Release Captain, in a sandbox', 'title'),
      ...createLabelledRows([['open', url]], view.width),
      ...wrapParagraph(
        'A GitHub on this machine, with a product, its people and the App at work. Label a pull request, write ' +
          '`/release cut v2.0.1` in a comment, and watch. Or let the guided tour play a whole release.',
        view.width,
      ),
    ],
    renderNextSteps(
      [
        { why: 'It runs until you press Ctrl+C. Then everything is deleted', command: null },
        { why: 'With your own App at GitHub', command: 'release-captain setup' },
      ],
      view,
    ),
  ])
}

function renderAppScreen({ url, promise }: Running, view: ScreenView): ScreenLine[] {
  return stackSections([
    [
      createLine('Release Captain', 'title'),
      ...createLabelledRows(
        [
          ['listens', url],
          ['record', promise],
        ],
        view.width,
      ),
    ],
  ])
}
