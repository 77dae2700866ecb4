import type { ChatUser } from '../../store/links/links.ts'
import type { Unit } from '../../store/transaction.ts'
import type { RuntimeDependencies } from '../context.ts'
import { beginLink, type StartedLink } from '../identity/begin-link.ts'
import { confirmLink, type LinkConfirmation } from '../identity/confirm-link.ts'
import { type UnlinkResult, unlink } from '../identity/unlink.ts'
import type { RequestNamed } from './command-context.ts'

/** What came of `link` or `unlink`, for that person alone: the address of what was begun is nobody else's. */
export type LinkOutcome = ({ readonly kind: 'begun' } & StartedLink) | LinkConfirmation | UnlinkResult

/**
 * `/release link`, `/release link CODE` and `/release unlink`, said in Slack. What is left is written in one transaction
 * with the mark that it was worked.
 *
 * @throws {Refused} where linking is not set up
 */
export async function handleLinkCommand(
  deps: Pick<RuntimeDependencies, 'store' | 'signIn' | 'log'>,
  request: RequestNamed<'link' | 'unlink'>,
  said: ChatUser & { readonly at: number },
): Promise<(unit: Unit) => Promise<LinkOutcome>> {
  if (request.name === 'unlink') return (unit) => unlink(unit, deps, said)
  const { code } = request
  if (code !== null) return (unit) => confirmLink(unit, deps, { ...said, code })

  const begun = await beginLink(deps, said)
  return async () => ({ kind: 'begun', ...begun })
}
