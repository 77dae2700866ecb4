import type { SlackRequestOutcome } from '../adapter-options.ts'

/** One thing on its way in. */
export interface ResponsePath {
  /** The same when Slack sends it again. */
  readonly id: string
  outcome: SlackRequestOutcome
  /** Whether Slack was answered. */
  isAnswered: boolean
}

/** The passage of each body that Bolt has in hand, by the body itself: it hands listeners nothing else of ours, typed. */
export interface ResponsePaths {
  begin(body: object, id: string): ResponsePath
  of(body: object): ResponsePath
}

export function openPassages(): ResponsePaths {
  const all = new WeakMap<object, ResponsePath>()
  return {
    begin(body, id) {
      const passage: ResponsePath = { id, outcome: 'malformed', isAnswered: false }
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
