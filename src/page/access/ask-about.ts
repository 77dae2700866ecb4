import { listTeams, type Terms } from '../../release/lifecycle/terms.ts'
import type { Asker } from '../../release/lifecycle/who.ts'
import { fetchAsker } from '../../runtime/commands/asker.ts'
import type { ReadableRepository } from './readable.ts'

/** What GitHub says of somebody for the terms of a release; an answer is good for a minute. */
export type AskAbout = (where: ReadableRepository, terms: Terms) => Promise<Asker>

const FRESH_S = 60
const MOST_KEPT = 2_000

/** Opens the memory of what people may do, for what is shown. Whoever does something is asked about again. */
export function openAskAbout(now: () => number): AskAbout {
  const known = new Map<string, { readonly until: number; readonly asker: Promise<Asker> }>()
  return ({ repo, account }, terms) => {
    const key = JSON.stringify([repo.ref.id, account.id, listTeams(terms)])
    const found = known.get(key)
    if (found && found.until > now()) return found.asker
    const asker = fetchAsker({ repo, by: account }, terms)
    known.delete(key)
    known.set(key, { until: now() + FRESH_S, asker })
    asker.catch(() => known.delete(key))
    const [oldest] = known.keys()
    if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest)
    return asker
  }
}
