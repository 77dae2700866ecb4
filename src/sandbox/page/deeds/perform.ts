import { z } from 'zod'
import { Problem } from '../../github/http/problem.ts'
import type { Scenery } from '../scenery.ts'
import { CHAT_DEEDS } from './chats.ts'
import { type Deed, refuseWithout, turnOf } from './deed.ts'
import { ISSUE_DEEDS } from './issues.ts'
import { PULL_DEEDS } from './pulls.ts'
import { RUN_DEEDS } from './runs.ts'
import { WORLD_DEEDS } from './world.ts'

/** All that can be done on the page, by the names that its two halves have for it. */
export const DEEDS: ReadonlyMap<string, Deed> = new Map(
  Object.entries({ ...ISSUE_DEEDS, ...PULL_DEEDS, ...RUN_DEEDS, ...WORLD_DEEDS, ...CHAT_DEEDS }),
)

const ASKED = z.object({ by: z.string(), do: z.string(), with: z.unknown() })

/**
 * Does what somebody asked for on the page.
 *
 * @throws {Problem} when it cannot be done, or not by them
 */
export async function perform(scenery: Scenery, asked: unknown): Promise<void> {
  const read = ASKED.safeParse(asked)
  if (!read.success) throw new Problem(400, 'That is not understood.')
  const { by, do: name, with: given } = read.data
  const one = DEEDS.get(name)
  if (!one) throw new Problem(400, `Nobody can ${name} here.`)
  const turn = turnOf(scenery, by)
  refuseWithout(turn, one.needs, name.replaceAll('-', ' '))
  await one.perform(turn, given)
  scenery.looking.world.pulse.beat()
}
