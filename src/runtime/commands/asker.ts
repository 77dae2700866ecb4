import { listTeams, type Terms } from '../../release/lifecycle/terms.ts'
import type { Asker } from '../../release/lifecycle/who.ts'
import type { CommandContext } from './command-context.ts'

/** Who says something, with what GitHub says of them at this moment (design, law 6). */
export async function fetchAsker(
  { repo, by }: Pick<CommandContext, 'repo' | 'by'>,
  terms: Terms,
): Promise<Asker> {
  const { id, login, kind } = by
  return { person: { id, login }, account: kind, ...(await repo.fetchAccess(login, listTeams(terms))) }
}
