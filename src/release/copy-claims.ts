/** A stretch of a message: the phrase that speaks of a copy, with what it names. */
interface Stretch {
  readonly from: number
  readonly to: number
}

/** How far before a phrase its line is looked at. In characters. */
const LOOK_BACK = 200

/** What may stand between the beginning of a line, a bracket or a sentence and the phrase: `This PR is an automated`. */
const LEAD =
  /^(?:[^\p{L}\p{N}\s]{1,4}\s+)?(?:(?:this|(?:this|the)\s+(?:pr|pull[ -]request|mr|merge[ -]request|commit|patch|change|cl))\s+)?(?:(?:is|was|contains)\s+(?:the\s+)?)?(?:an?\s+)?(?:(?:automated|automatic|automatically|auto|manual|manually|clean|simple|direct|straight|straightforward|plain|trivial|squashed|combined)[\s-]+){0,3}$/iu

/** The heads of a line that say nothing of themselves: `[2.0] `, `(stable) `, `fix(core): `, `* `. */
const HEADS =
  /^\s*(?:[*•+-]\s+)?(?:(?:\[[^\]]{1,40}\]|\([^)]{1,40}\)):?\s*){0,3}(?:(?<type>[\w-]{1,20})(?:\([^()]{0,40}\))?!?:\s+)?/

/** Words before a colon that tell of another change, and not of what kind this one is. */
const POINTS_ELSEWHERE =
  /^(?:after|before|blocked|blocks|cc|conflicts?|depends|depends-on|follow-?up|needs|note|prerequisite|re|refs?|related|requires|see|todo|until|wait(?:s|ing)?)$/i

/** After what is named: the sentence goes on to say something about the copy, so it is not that copy. */
const TELLS_OF_IT =
  /^(?:['’]s\b|[ \t]+(?:is|isn['’]t|was|wasn['’]t|will|won['’]t|would|has|hasn['’]t|had|needs?|should|must|may|might|can|can['’]t|cannot|could|does|doesn['’]t|did|didn['’]t|fails?|failed|not|never|first|later|when|if|until|unless|after|before|instead|separately|depends?|requires?|broke|breaks|caused|introduced|pending)\b)/i

/**
 * Whether a message says that it *is* the copy that a phrase speaks of. It does where the phrase begins a line, a
 * sentence or a bracket, with no more before it than `This is an automated`, and the sentence does not go on to say
 * something about that copy. `Needed for the backport of #12` and `Backport of #12 is not possible` only mention it.
 */
export function findClaimsAt(text: string, { from, to }: Stretch): boolean {
  return LEAD.test(leadBefore(text, from)) && !TELLS_OF_IT.test(text.slice(to, to + 40))
}

/** What stands before a position since its line, sentence or bracket began. */
function leadBefore(text: string, at: number): string {
  const near = text.slice(Math.max(0, at - LOOK_BACK), at)
  const breakAt = near.lastIndexOf('\n')
  // A line that goes on for longer than that is prose.
  if (breakAt < 0 && at > LOOK_BACK) return sentenceIn(near) ?? near
  const line = near.slice(breakAt + 1)
  const heads = HEADS.exec(line)
  const isElsewhere = POINTS_ELSEWHERE.test(heads?.groups?.['type'] ?? '')
  const rest = heads && !isElsewhere ? line.slice(heads[0].length) : line
  return sentenceIn(rest) ?? rest
}

/** What follows the last full stop or opening bracket. */
function sentenceIn(text: string): string | null {
  const begin = [...text.matchAll(/[.!?]\s+|[([]\s{0,3}/g)].at(-1)
  return begin ? text.slice(begin.index + begin[0].length) : null
}
