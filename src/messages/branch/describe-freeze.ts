import type { Freeze } from '../../release/lifecycle/words.ts'
import { toSentence } from '../wording.ts'

/** Says until when a line is frozen, who froze it and why. */
export function describeFreeze({ until, because, by }: Freeze): string {
  return `The line is frozen until ${until}${by === null ? '' : ` by ${by.login}`}, so it isn't cut: ${toSentence(because)}`
}
