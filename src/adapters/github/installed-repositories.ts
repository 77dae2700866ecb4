import { Refused } from '../../release/refusal.ts'
import type { RepositoryRef } from '../../runtime/ports/github.ts'
import type { ApiAccess, ApiAccesses } from './api-access.ts'
import { type FoundRepository, SEEN, type SeenRepository, survey } from './list-repositories.ts'

/** A repository that the App works in, and the way in: a token that reaches this one alone. */
interface InstalledRepository {
  readonly ref: RepositoryRef
  readonly defaultBranch: string
  /** True for what GitHub does not call public: also for what only an organization can read. */
  readonly isPrivate: boolean
  readonly access: ApiAccess
}

/** Knows where the App is installed. GitHub has no look-up by id, so all installations are gone through. */
interface InstalledRepositories {
  all(): Promise<readonly InstalledRepository[]>
  /** As it was minutes ago at most, whatever it is called now. @throws {Refused} where the App may not work */
  at(id: number): Promise<InstalledRepository>
  /** As it was a minute ago at most. @throws {Refused} where it is not there any more */
  confirmed(id: number): Promise<InstalledRepository>
  /** Something was not as it should be: it is looked at before it is used again. */
  doubt(id: number): void
}

/** How old what is known may be, in seconds: for work, and before something counts as not being there. */
const FRESH_S = 300
const CONFIRMED_S = 60
const NEVER = Number.NEGATIVE_INFINITY

interface KnownRepository {
  readonly place: InstalledRepository
  readonly installationId: number
  /** Seconds since 1970. */
  seenAt: number
}

/** @param now seconds since 1970 */
export function openInstallations(accesses: ApiAccesses, now: () => number): InstalledRepositories {
  const known = new Map<number, KnownRepository>()
  const look = createRefresher({ accesses, known, now })
  let looked = NEVER

  const refreshAll = async () => {
    await look()
    looked = now()
  }
  const refreshIfOlder = async (seconds: number, id: number) => {
    const was = known.get(id)
    if (was && now() - was.seenAt < seconds) return was.place
    if (was) await refreshKnown(known, was, now)
    // A name that is another repository's by now says nothing of what this one is called.
    if (!known.has(id) && (was || now() - looked >= CONFIRMED_S)) await refreshAll()
    const is = known.get(id)
    if (!is) throw new Refused(NOT_THERE)
    return is.place
  }
  return {
    all: async () => {
      await refreshAll()
      return [...known.values()].map(({ place }) => place)
    },
    at: (id) => refreshIfOlder(FRESH_S, id),
    confirmed: (id) => refreshIfOlder(CONFIRMED_S, id),
    doubt: (id) => doubtRepository(known, id),
  }
}

const NOT_THERE = {
  kind: 'repository',
  what: 'The App is not installed on that repository, or the repository is gone or archived.',
  next: "Install the App on it (the App's page on GitHub, Install App), then try again.",
} as const

interface Parts {
  readonly accesses: ApiAccesses
  readonly known: Map<number, KnownRepository>
  readonly now: () => number
}

/** Goes through all installations; who comes while it does waits for the same answer. */
function createRefresher({ accesses, known, now }: Parts): () => Promise<void> {
  const lobbies = new Map<number, ApiAccess>()
  let under: Promise<void> | null = null
  const rememberFound = ({ seen, installationId }: FoundRepository) => {
    const was = known.get(seen.id)
    const wish = { installationId, reach: { repository_ids: [seen.id] } }
    const access =
      was?.installationId === installationId
        ? was.place.access
        : accesses.open(wish, () => doubtRepository(known, seen.id))
    known.set(seen.id, { place: createPlace(seen, access), installationId, seenAt: now() })
  }
  const refresh = async () => {
    const found = await survey(accesses, lobbies)
    const ids = new Set(found.map(({ seen }) => seen.id))
    for (const id of known.keys()) if (!ids.has(id)) known.delete(id)
    for (const one of found) rememberFound(one)
  }
  return () => {
    under ??= refresh().finally(() => {
      under = null
    })
    return under
  }
}

/** By the name that it had, from which GitHub leads on to the one that it has. */
async function refreshKnown(
  known: Map<number, KnownRepository>,
  was: KnownRepository,
  now: () => number,
): Promise<void> {
  const { access, ref } = was.place
  const seen = await access.client
    .find(SEEN, (rest) => rest.repos.get({ owner: ref.owner, repo: ref.name }))
    .catch((error: unknown) => {
      if (error instanceof Refused) known.delete(ref.id)
      throw error
    })
  if (seen?.id === ref.id && !seen.archived)
    known.set(ref.id, { ...was, place: createPlace(seen, access), seenAt: now() })
  else known.delete(ref.id)
}

function doubtRepository(known: ReadonlyMap<number, KnownRepository>, id: number): void {
  const one = known.get(id)
  if (one) one.seenAt = NEVER
}

function createPlace({ id, name, owner, ...seen }: SeenRepository, access: ApiAccess): InstalledRepository {
  const ref = { id, owner: owner.login, name }
  return { ref, defaultBranch: seen.default_branch, isPrivate: seen.private !== false, access }
}
