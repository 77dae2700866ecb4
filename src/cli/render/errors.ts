import type { Refusal } from '../../release/refusal.ts'
import { type Line, line, span } from './line.ts'
import { led, paragraph } from './screen.ts'

/** A no that a person can act on: what, and what to do next. */
export function refusalLines({ what, next }: Pick<Refusal, 'what' | 'next'>, width: number): Line[] {
  const [first = '', ...rest] = what.split('\n')
  return [
    ...led(span('release-captain:', 'bad'), first, width),
    ...rest.flatMap((each) => (/^\s/.test(each) ? [line(each)] : paragraph(each, width))),
    ...led(span('Next:', 'title'), next, width),
  ]
}

/** What is said when something broke that nobody foresaw. */
export function brokenRefusal(error: unknown): Pick<Refusal, 'what' | 'next'> {
  const message = error instanceof Error ? error.message : String(error)
  return {
    what: `Something broke: ${message}`,
    next:
      'This is a fault of the program or of the machine, not of your call. Look whether `release-captain doctor` ' +
      'finds it; else run the same again with `--debug` and report what it prints.',
  }
}
