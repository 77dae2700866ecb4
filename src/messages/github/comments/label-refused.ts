import type { Terms } from '../../../release/lifecycle/terms.ts'
import type { RoleName } from '../../../release/policy/roles.ts'
import { shorten } from '../../text/limit-rows.ts'
import { describeWhoMay } from '../../wording.ts'
import { formatCode, formatProse } from '../markdown/inline.ts'
import { mention } from './answer.ts'

/** The answer to a label by somebody without the right to it: answered, not obeyed. */
export function renderLabelRefused({
  login,
  label,
  needs,
  terms,
}: {
  readonly login: string
  readonly label: string
  readonly needs: RoleName
  readonly terms: Pick<Terms, 'roles'>
}): string {
  const name = formatCode(shorten(label, 60))
  return [
    `${mention(login)}, the label ${name} does not count as you set it: candidates are named by ${formatProse(describeWhoMay(needs, terms))}.`,
    `The label was removed. Ask one of them to add it.`,
  ].join('\n\n')
}
