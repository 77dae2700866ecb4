import type { Fact } from '../../../release/lifecycle/commands.ts'
import type { EffectOf } from '../../../release/lifecycle/effects.ts'
import type { EffectContext } from '../../github-state/effect-context.ts'
import { attachAdvisory } from './attach-advisory.ts'
import { discloseCode } from './disclose-code.ts'
import { draftAdvisory } from './draft-advisory.ts'
import { preNotify } from './pre-notify.ts'
import { publishAdvisory } from './publish-advisory.ts'
import { registerCve } from './register-cve.ts'
import { rehearseDisclosure } from './rehearse-disclosure.ts'
import { updateAdvisory } from './update-advisory.ts'

/** What an embargo and its disclosure ask for. */
type EmbargoWork = EffectOf<
  | 'rehearse-disclosure'
  | 'draft-advisory'
  | 'update-advisory'
  | 'register-cve'
  | 'pre-notify'
  | 'disclose-code'
  | 'publish-advisory'
  | 'attach-advisory'
>

/** Has an effect of an embargo done, and says what the world answered. */
export function performEmbargoEffect(context: EffectContext, effect: EmbargoWork): Promise<readonly Fact[]> {
  switch (effect.kind) {
    case 'rehearse-disclosure':
      return rehearseDisclosure(context, effect)
    case 'draft-advisory':
      return draftAdvisory(context)
    case 'update-advisory':
      return updateAdvisory(context, effect)
    case 'register-cve':
      return registerCve(context, effect)
    case 'pre-notify':
      return preNotify(context, effect)
    case 'disclose-code':
      return discloseCode(context, effect)
    case 'publish-advisory':
      return publishAdvisory(context, effect)
    case 'attach-advisory':
      return attachAdvisory(context, effect)
  }
}
