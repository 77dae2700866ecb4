import type { RefusalText } from '../../release/refusal.ts'
import { createLine, createSpan, type ScreenLine } from './line.ts'
import { createLedText, wrapParagraph } from './screen.ts'

/** A no that a person can act on: what, and what to do next. */
export function renderRefusalLines({ what, next }: RefusalText, width: number): ScreenLine[] {
  const [first = '', ...rest] = what.split('\n')
  return [
    ...createLedText(createSpan('release-captain:', 'bad'), first, width),
    ...rest.flatMap((each) => (/^\s/.test(each) ? [createLine(each)] : wrapParagraph(each, width))),
    ...createLedText(createSpan('Next:', 'title'), next, width),
  ]
}

/** What is said when something broke that nobody foresaw. */
export function createBrokenRefusal(error: unknown): RefusalText {
  if (isDiskFull(error))
    return {
      what: 'The disk is full.',
      next: 'Make room (`release-captain doctor` names the folders that it writes to), then run this again.',
    }
  const message = error instanceof Error ? error.message : String(error)
  return {
    what: `Internal error: ${message}`,
    next:
      'This is a fault of the program or the machine, not of your command. Check whether `release-captain doctor` ' +
      'finds the cause. Otherwise run the command again with `--debug` and report its output.',
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}
