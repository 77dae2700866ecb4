import type { ChatUser } from '../../store/links.ts'
import type { Unit } from '../../store/transaction.ts'
import type { RequestNamed } from '../commands/saying.ts'
import type { World } from '../world.ts'
import { type Begun, beginLink } from './begin.ts'
import { type Confirmed, confirmLink } from './confirm.ts'
import { type Unlinked, unlink } from './unlink.ts'

/** What came of `link` or `unlink`, for that person alone: the address of what was begun is nobody else's. */
export type LinkOutcome = ({ readonly kind: 'begun' } & Begun) | Confirmed | Unlinked

/**
 * `/release link`, `/release link CODE` and `/release unlink`, said in Slack. What is left is written in one transaction
 * with the mark that it was worked.
 *
 * @throws {Refused} where linking is not set up
 */
export async function linkCommand(
  world: Pick<World, 'store' | 'signIn' | 'log'>,
  request: RequestNamed<'link' | 'unlink'>,
  said: ChatUser & { readonly at: number },
): Promise<(unit: Unit) => Promise<LinkOutcome>> {
  if (request.name === 'unlink') return (unit) => unlink(unit, world, said)
  const { code } = request
  if (code !== null) return (unit) => confirmLink(unit, world, { ...said, code })

  const begun = await beginLink(world, said)
  return async () => ({ kind: 'begun', ...begun })
}
