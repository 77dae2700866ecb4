import { formatList } from '../wording.ts'

/** Names the lines of checklists that an emergency release went without; empty where it was none. */
export function describeSkipped(skipped: readonly string[] | undefined): string {
  return skipped === undefined
    ? ''
    : ` Skipped in this emergency: ${formatList(skipped.map((item) => `\`${item}\``))}.`
}
