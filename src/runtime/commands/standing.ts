import type { Terms } from '../../release/lifecycle/terms.ts'
import type { Asker } from '../../release/lifecycle/who.ts'
import { teamsOf } from '../opening.ts'
import type { Saying } from './saying.ts'

/** Who says something, with what GitHub says of them at this moment (design, law 6). */
export async function askerOf({ hub, by }: Pick<Saying, 'hub' | 'by'>, terms: Terms): Promise<Asker> {
  const { id, login, kind } = by
  return { person: { id, login }, account: kind, ...(await hub.standing(login, teamsOf(terms))) }
}
