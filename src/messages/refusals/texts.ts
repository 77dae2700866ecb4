import type { RuleRefusal } from '../../release/lifecycle/refusals.ts'
import type { RefusalText } from '../../release/refusal.ts'
import type { VersionRefusal } from '../../release/versions/refusals.ts'

/** A refusal whose words are here. */
export type CodedRefusal = RuleRefusal | VersionRefusal
export type RefusalCode = CodedRefusal['code']

/** The words of some refusals: one function for each code, so that a code without words doesn't compile. */
export type RefusalTexts<C extends RefusalCode> = {
  readonly [K in C]: (refusal: Extract<CodedRefusal, { code: K }>) => RefusalText
}

/** What to do about a release that is on its way. */
export const SEE_STATUS = 'Run `/release status` to see what it waits for.'
export const NOTHING_TO_DO = "You don't need to do anything."
export const CUT_NEXT = 'Cut the next version of the line with `/release cut`.'
