import type { CommandRefusal } from '../../release/lifecycle/refusals.ts'
import type { RefusalText } from '../../release/refusal.ts'
import { CALENDAR_TEXTS } from './calendar-texts.ts'
import { COURSE_TEXTS } from './course-texts.ts'
import { EMBARGO_TEXTS } from './embargo-texts.ts'
import { PREPARATION_TEXTS } from './preparation-texts.ts'
import { PUBLICATION_TEXTS } from './publication-texts.ts'
import { ROLE_TEXTS } from './role-texts.ts'
import { ROLLOUT_TEXTS } from './rollout-texts.ts'
import type { CodedRefusal, RefusalCode, RefusalTexts } from './texts.ts'
import { VERSION_TEXTS } from './version-texts.ts'

/** Every code has its words here. */
const TEXTS: RefusalTexts<RefusalCode> = {
  ...ROLE_TEXTS,
  ...COURSE_TEXTS,
  ...PREPARATION_TEXTS,
  ...PUBLICATION_TEXTS,
  ...EMBARGO_TEXTS,
  ...ROLLOUT_TEXTS,
  ...CALENDAR_TEXTS,
  ...VERSION_TEXTS,
}

/** A refusal as it is told: by its code, or in words. */
export type ToldRefusal = CommandRefusal | RefusalText

/** Puts a refusal into words: what was refused and why, and what to do next, with code in backquotes. */
export function describeRefusal(refusal: ToldRefusal): RefusalText {
  return 'code' in refusal ? describe(refusal.code, refusal) : refusal
}

type ByCode = { readonly [C in RefusalCode]: Extract<CodedRefusal, { code: C }> }

function describe<C extends RefusalCode>(code: C, refusal: ByCode[C]): RefusalText {
  return TEXTS[code](refusal)
}
