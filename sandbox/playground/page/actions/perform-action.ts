import { z } from 'zod'
import { ApiProblem } from '../../../github/http/problem.ts'
import type { PageContext } from '../page-context.ts'
import { type PageAction, refuseWithout, resolveCall } from './action.ts'
import { CHAT_ACTIONS } from './chats.ts'
import { WORLD_ACTIONS } from './clock-and-faults.ts'
import { ISSUE_ACTIONS } from './issues.ts'
import { PRODUCTION_ACTIONS } from './production.ts'
import { PULL_ACTIONS } from './pulls.ts'
import { RUN_ACTIONS } from './runs.ts'

/** All that can be done on the page, by the names that its two halves have for it. */
export const ACTIONS: ReadonlyMap<string, PageAction> = new Map(
  Object.entries({
    ...ISSUE_ACTIONS,
    ...PULL_ACTIONS,
    ...RUN_ACTIONS,
    ...WORLD_ACTIONS,
    ...CHAT_ACTIONS,
    ...PRODUCTION_ACTIONS,
  }),
)

const ASKED = z.object({ by: z.string(), do: z.string(), with: z.unknown() })

/**
 * Does what someone asked for on the page.
 *
 * @throws {ApiProblem} when it cannot be done, or not by them
 */
export async function performPageAction(context: PageContext, asked: unknown): Promise<void> {
  const read = ASKED.safeParse(asked)
  if (!read.success) throw new ApiProblem(400, 'Unknown action.')
  const { by, do: name, with: given } = read.data
  const one = ACTIONS.get(name)
  if (!one) throw new ApiProblem(400, `You can't ${name} here.`)
  const call = resolveCall(context, by)
  refuseWithout(call, one.needs, name.replaceAll('-', ' '))
  await one.perform(call, given)
  context.looking.world.ticks.tick()
}
