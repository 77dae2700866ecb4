import type { Progress } from '../engine.ts'
import { truncate } from './fit.ts'

/** The fewest milliseconds between two drawings of the line. */
const PACE = 80
const ERASE_LINE = '\r\u001b[2K'

export interface ProgressLine {
  readonly report: (progress: Progress) => void
  /** Takes the line away, before anything else is written. */
  readonly clear: () => void
}

interface ProgressTerminal {
  readonly write: (text: string) => void
  readonly width: number
  /** Milliseconds. */
  readonly clock: () => number
}

/** One line that says what is being done, drawn over itself; null for where nobody would see it. */
export function createProgressLine(terminal: ProgressTerminal | null): ProgressLine {
  if (!terminal) return { report: () => undefined, clear: () => undefined }
  let drawnAt = Number.NEGATIVE_INFINITY
  let shown = false
  return {
    report: (progress) => {
      const at = terminal.clock()
      if (at - drawnAt < PACE) return
      drawnAt = at
      shown = true
      terminal.write(`${ERASE_LINE}${truncate(formatProgress(progress), terminal.width - 1)}`)
    },
    clear: () => {
      if (shown) terminal.write(ERASE_LINE)
      shown = false
      drawnAt = Number.NEGATIVE_INFINITY
    },
  }
}

function formatProgress({ step, done, total }: Progress): string {
  if (done === null) return `${step}…`
  return total === null ? `${step}: ${done}` : `${step}: ${done} of ${total}`
}
