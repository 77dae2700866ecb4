import type { Spoken } from '../../chatops/request.ts'
import { Refused } from '../../release/refusal.ts'
import { prepare } from './prepare.ts'
import type { Prepared, Saying } from './saying.ts'

/** Words of somebody, looked into as far as the world has to be asked for it. */
export interface LookedInto {
  readonly spoken: Spoken
  readonly prepared: Prepared
}

/** Looks into what somebody said, wherever that was. A no of the world is an answer; what broke is thrown. */
export async function lookInto(spoken: Spoken, saying: Saying): Promise<LookedInto> {
  if (spoken.kind === 'unclear') {
    const { what, next } = spoken
    return { spoken, prepared: async () => ({ kind: 'refused', refusal: { kind: 'usage', what, next } }) }
  }
  try {
    return { spoken, prepared: await prepare(spoken.request, saying) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { refusal } = error
    return { spoken, prepared: async () => ({ kind: 'refused', refusal }) }
  }
}
