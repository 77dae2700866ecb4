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
      createLine('Your own App at GitHub', 'title'),
      ...createLabelledRows([['open', url]], view.width),
      ...wrapParagraph(
        'Open it in a browser on this machine. It shows what the App asks for, and leads to GitHub. Agree there; GitHub ' +
          'then sends you back here.',
        view.width,
      ),
    ],
    renderNextSteps(
      [{ why: 'Waiting for you. Press Ctrl+C to stop without creating the App', command: null }],
      view,
    ),
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
      why: 'Choose its repositories on that page. Then check the setup, in the folder of the settings',
      command: view.again('doctor'),
    },
    { why: 'Then start it there', command: view.again('start') },
  ]
  return [BLANK, ...stackSections([made, renderNextSteps(steps, view)])]
}
