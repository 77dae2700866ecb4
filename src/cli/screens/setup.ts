import type { MadeApp, SetupOpen } from '../program.ts'
import { BLANK, createLine, type ScreenLine } from '../render/line.ts'
import {
  createLabelledRows,
  renderNextSteps,
  type ScreenView,
  stackSections,
  wrapParagraph,
} from '../render/screen.ts'

/** Where it goes on: the page knows who may see it by its address. */
export function setupOpenScreen({ url }: SetupOpen, view: ScreenView): ScreenLine[] {
  return stackSections([
    [
      createLine('An App of your own at GitHub', 'title'),
      ...createLabelledRows([['open', url]], view.width),
      ...wrapParagraph(
        'Open it in a browser on this machine: it shows what the App asks for, and leads to GitHub. Whoever agrees ' +
          'there comes back here.',
        view.width,
      ),
    ],
    renderNextSteps([{ why: 'It waits for you; Ctrl+C ends it, and nothing is made', command: null }], view),
  ])
}

/** What was made, and what is left to do; it comes below the first screen. */
export function setupDoneScreen(
  { name, settingsFile, keyFile, installAt }: MadeApp,
  view: ScreenView,
): ScreenLine[] {
  const made = [
    createLine(`${name} is made`, 'title'),
    ...createLabelledRows(
      [
        ['settings', settingsFile],
        ['key', keyFile],
        ['install', installAt],
      ],
      view.width,
    ),
  ]
  const steps = [
    {
      why: 'Choose its repositories on that page; then see, in the folder of the settings, that all is well',
      command: view.again('doctor'),
    },
    { why: 'Then start it there', command: view.again('start') },
  ]
  return [BLANK, ...stackSections([made, renderNextSteps(steps, view)])]
}
