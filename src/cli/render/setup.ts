import type { MadeApp, SetupOpen } from '../program.ts'
import { BLANK, type Line, line } from './line.ts'
import { labelled, nextLines, paragraph, stack, type View } from './screen.ts'

/** Where it goes on: the page knows who may see it by its address. */
export function setupOpenScreen({ url }: SetupOpen, view: View): Line[] {
  return stack([
    [
      line('An App of your own at GitHub', 'title'),
      ...labelled([['open', url]], view.width),
      ...paragraph(
        'Open it in a browser on this machine: it shows what the App asks for, and leads to GitHub. Whoever agrees ' +
          'there comes back here.',
        view.width,
      ),
    ],
    nextLines([{ why: 'It waits for you; Ctrl+C ends it, and nothing is made', command: null }], view),
  ])
}

/** What was made, and what is left to do; it comes below the first screen. */
export function setupDoneScreen({ name, settingsFile, keyFile, installAt }: MadeApp, view: View): Line[] {
  const made = [
    line(`${name} is made`, 'title'),
    ...labelled(
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
  return [BLANK, ...stack([made, nextLines(steps, view)])]
}
