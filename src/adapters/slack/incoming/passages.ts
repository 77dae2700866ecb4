import type { SlackOutcome } from '../options.ts'

/** One thing on its way in. */
export interface Passage {
  /** The same when Slack sends it again. */
  readonly id: string
  outcome: SlackOutcome
  /** Whether Slack was answered. */
  isAnswered: boolean
}

/** The passage of each body that Bolt has in hand, by the body itself: it hands listeners nothing else of ours, typed. */
export interface Passages {
  begin(body: object, id: string): Passage
  of(body: object): Passage
}

export function openPassages(): Passages {
  const all = new WeakMap<object, Passage>()
  return {
    begin(body, id) {
      const passage: Passage = { id, outcome: 'malformed', isAnswered: false }
      all.set(body, passage)
      return passage
    },
    of(body) {
      const passage = all.get(body)
      if (!passage) throw new Error('Something is worked that did not come in.')
      return passage
    },
  }
}
