import type { Terms } from '../../release/lifecycle/terms.ts'
import type { Role } from '../../release/policy/roles.ts'
import { shortened } from '../cut.ts'
import { whoMay } from '../release/wording.ts'
import { mentioned } from './answer.ts'
import { code, prose } from './inline.ts'

/** The answer to a label by somebody without the right to it: answered, not obeyed. */
export function labelRefusedText({
  login,
  label,
  needs,
  terms,
}: {
  readonly login: string
  readonly label: string
  readonly needs: Role
  readonly terms: Pick<Terms, 'roles'>
}): string {
  const name = code(shortened(label, 60))
  return [
    `${mentioned(login)}, the label ${name} does not count as you set it: candidates are named by ${prose(whoMay(needs, terms))}.`,
    `It is taken off again. Ask one of them to set it.`,
  ].join('\n\n')
}
