import { z } from 'zod'
import { RULE_NAMES } from '../../process/criteria.ts'
import { CONCLUSIONS, candidateIdSchema, verdictName } from '../words.ts'

const text = z.string()

function lacking<const C extends string, S extends z.ZodRawShape>(code: C, shape: S) {
  return z.strictObject({ code: z.literal(code), ...shape }).readonly()
}

/** Something that a gate needs and does not have. Stored with a gate that shuts, so it is added to and never edited. */
export const missing = z.discriminatedUnion('code', [
  lacking('not-eligible', { candidate: candidateIdSchema, verdict: verdictName }),
  lacking('not-confirmed', { candidate: candidateIdSchema, rules: z.array(z.enum(RULE_NAMES)).readonly() }),
  lacking('release-blocker', { issue: z.int() }),
  lacking('test-not-run', { check: text, app: text, head: text }),
  lacking('test-running', { check: text, head: text }),
  lacking('test-failed', { test: text, check: text, head: text, conclusion: z.enum(CONCLUSIONS) }),
  lacking('pick-not-tested', { candidate: candidateIdSchema }),
  lacking('pick-breaks-test', { candidate: candidateIdSchema, check: text }),
  /** `tickedOn` is an earlier commit on which it was ticked; null where nobody ticked it. */
  lacking('item-not-ticked', { item: text, text, head: text, tickedOn: text.nullable() }),
  lacking('artifact-not-found', { artifact: text, text }),
])
export type Missing = z.output<typeof missing>
export type MissingCode = Missing['code']
