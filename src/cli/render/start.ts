import type { Running } from '../program.ts'
import { type Line, line } from './line.ts'
import { labelled, nextLines, paragraph, stack, type View } from './screen.ts'

/** What runs now, and what to do with it. */
export function startedScreen(running: Running, view: View): Line[] {
  return running.kind === 'sandbox' ? sandboxScreen(running, view) : appScreen(running, view)
}

function sandboxScreen({ url }: Running, view: View): Line[] {
  return stack([
    [
      line('Release Captain, in a sandbox', 'title'),
      ...labelled([['open', url]], view.width),
      ...paragraph(
        'A GitHub on this machine, with a product, its people and the App at work. Label a pull request, say ' +
          '`/release cut v2.0.1` in a comment, and watch; or let the guided tour play a whole release.',
        view.width,
      ),
    ],
    nextLines(
      [
        { why: 'It runs until you press Ctrl+C; then all of it is gone', command: null },
        { why: 'With an App of your own at GitHub', command: 'release-captain setup' },
      ],
      view,
    ),
  ])
}

function appScreen({ url, promise }: Running, view: View): Line[] {
  return stack([
    [
      line('Release Captain', 'title'),
      ...labelled(
        [
          ['listens', url],
          ['record', promise],
        ],
        view.width,
      ),
    ],
  ])
}
