import { refuseRole } from '../../release/lifecycle/rules/roles.ts'
import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import type { Asker } from '../../release/lifecycle/who.ts'
import { loadRelease, parseRepositoryId } from '../../runtime/record/execute-command.ts'
import { listEmbargoedReleases, type ReadScope } from '../../store/events/recent-releases.ts'
import type { Store } from '../../store/store.ts'
import type { AskAbout } from './ask-about.ts'
import type { ReadableRepository } from './readable.ts'

/** What deciding who sees what needs. */
interface ScopeDependencies {
  readonly store: Pick<Store, 'transact'>
  readonly askAbout: AskAbout
}

/** Releases under embargo that are looked at for one person: the newest. */
const MOST_EMBARGOED = 50

/** For so long a scope holds, in seconds: what becomes known of too late is hidden meanwhile, and never shown. */
const FRESH_S = 30
const MOST_KEPT = 1_000

/** What somebody may see in lists, for the repositories that they can read. */
export type AskScope = (readable: readonly ReadableRepository[]) => Promise<ReadScope>

/** Opens the memory of who may see which releases under embargo. */
export function openReadScope(deps: ScopeDependencies, now: () => number): AskScope {
  const known = new Map<string, { readonly until: number; readonly scope: Promise<ReadScope> }>()
  return (readable) => {
    const key = readable.map(({ repo, account }) => `${account.id}@${repo.ref.id}`).join(' ')
    const found = known.get(key)
    if (found && found.until > now()) return found.scope
    const scope = askScope(deps, readable)
    known.delete(key)
    known.set(key, { until: now() + FRESH_S, scope })
    scope.catch(() => known.delete(key))
    const [oldest] = known.keys()
    if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest)
    return scope
  }
}

/**
 * Reads what somebody may see in lists: everything of their repositories, and of releases under embargo those whose
 * security team they are in.
 */
async function askScope(
  deps: ScopeDependencies,
  readable: readonly ReadableRepository[],
): Promise<ReadScope> {
  const byId = new Map(readable.map((one) => [String(one.repo.ref.id), one]))
  const repositories = [...byId.keys()]
  const candidates = await deps.store.transact((unit) =>
    listEmbargoedReleases(unit, repositories, MOST_EMBARGOED),
  )
  const embargoed: string[] = []
  for (const id of candidates) {
    const where = byId.get(String(parseRepositoryId(id)))
    const { release } = await deps.store.transact((unit) => loadRelease(unit, id))
    if (where && release.status !== 'unopened' && (await isOnSecurityTeam(deps, where, release)))
      embargoed.push(id)
  }
  return { repositories, embargoed }
}

/** Asks GitHub whether somebody is in the security team of a release. */
export async function isOnSecurityTeam(
  { askAbout }: Pick<ScopeDependencies, 'askAbout'>,
  where: ReadableRepository,
  release: OpenedRelease,
): Promise<boolean> {
  return mayKnow(await askAbout(where, release.ledger.about.terms), release)
}

function mayKnow(asker: Asker, { ledger }: OpenedRelease): boolean {
  return refuseRole('security', asker, ledger.about.terms) === null
}
