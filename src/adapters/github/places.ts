import { Refused } from '../../release/refusal.ts'
import type { RepositoryRef } from '../../runtime/ports/github.ts'
import type { Entrance, Entrances } from './entrances.ts'
import { type Found, SEEN, type Seen, survey } from './survey.ts'

/** A repository that the App works in, and the way in: a token that reaches this one alone. */
export interface Place {
  readonly ref: RepositoryRef
  readonly defaultBranch: string
  readonly entrance: Entrance
}

/** Knows where the App is installed. GitHub has no look-up by id, so all installations are gone through. */
export interface Places {
  all(): Promise<readonly Place[]>
  /** As it was minutes ago at most, whatever it is called now. @throws {Refused} where the App may not work */
  at(id: number): Promise<Place>
  /** As it was a minute ago at most. @throws {Refused} where it is not there any more */
  confirmed(id: number): Promise<Place>
  /** Something was not as it should be: it is looked at before it is used again. */
  doubt(id: number): void
}

/** How old what is known may be, in seconds: for work, and before something counts as not being there. */
const FRESH_S = 300
const CONFIRMED_S = 60
const NEVER = Number.NEGATIVE_INFINITY

interface Known {
  readonly place: Place
  readonly installationId: number
  /** Seconds since 1970. */
  seenAt: number
}

/** @param now seconds since 1970 */
export function openPlaces(entrances: Entrances, now: () => number): Places {
  const known = new Map<number, Known>()
  const look = looking({ entrances, known, now })
  let looked = NEVER

  const lookAll = async () => {
    await look()
    looked = now()
  }
  const notOlderThan = async (seconds: number, id: number) => {
    const was = known.get(id)
    if (was && now() - was.seenAt < seconds) return was.place
    if (was) await lookAgain(known, was, now)
    // A name that is another repository's by now says nothing of what this one is called.
    if (!known.has(id) && (was || now() - looked >= CONFIRMED_S)) await lookAll()
    const is = known.get(id)
    if (!is) throw new Refused(NOT_THERE)
    return is.place
  }
  return {
    all: async () => {
      await lookAll()
      return [...known.values()].map(({ place }) => place)
    },
    at: (id) => notOlderThan(FRESH_S, id),
    confirmed: (id) => notOlderThan(CONFIRMED_S, id),
    doubt: (id) => doubt(known, id),
  }
}

const NOT_THERE = {
  kind: 'repository',
  what: 'The App is not installed on that repository, or the repository is gone or archived.',
  next: "Install the App on it (the App's page on GitHub, Install App), then try again.",
} as const

interface Parts {
  readonly entrances: Entrances
  readonly known: Map<number, Known>
  readonly now: () => number
}

/** Goes through all installations; who comes while it does waits for the same answer. */
function looking({ entrances, known, now }: Parts): () => Promise<void> {
  const lobbies = new Map<number, Entrance>()
  let under: Promise<void> | null = null
  const keep = ({ seen, installationId }: Found) => {
    const was = known.get(seen.id)
    const wish = { installationId, reach: { repository_ids: [seen.id] } }
    const entrance =
      was?.installationId === installationId
        ? was.place.entrance
        : entrances.open(wish, () => doubt(known, seen.id))
    known.set(seen.id, { place: placeOf(seen, entrance), installationId, seenAt: now() })
  }
  const look = async () => {
    const found = await survey(entrances, lobbies)
    const ids = new Set(found.map(({ seen }) => seen.id))
    for (const id of known.keys()) if (!ids.has(id)) known.delete(id)
    for (const one of found) keep(one)
  }
  return () => {
    under ??= look().finally(() => {
      under = null
    })
    return under
  }
}

/** By the name that it had, from which GitHub leads on to the one that it has. */
async function lookAgain(known: Map<number, Known>, was: Known, now: () => number): Promise<void> {
  const { entrance, ref } = was.place
  const seen = await entrance.client
    .find(SEEN, (rest) => rest.repos.get({ owner: ref.owner, repo: ref.name }))
    .catch((error: unknown) => {
      if (error instanceof Refused) known.delete(ref.id)
      throw error
    })
  if (seen?.id === ref.id && !seen.archived)
    known.set(ref.id, { ...was, place: placeOf(seen, entrance), seenAt: now() })
  else known.delete(ref.id)
}

function doubt(known: ReadonlyMap<number, Known>, id: number): void {
  const one = known.get(id)
  if (one) one.seenAt = NEVER
}

function placeOf({ id, name, owner, default_branch: defaultBranch }: Seen, entrance: Entrance): Place {
  return { ref: { id, owner: owner.login, name }, defaultBranch, entrance }
}
