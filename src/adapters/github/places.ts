import { Refused } from '../../release/refusal.ts'
import type { RepositoryRef } from '../../runtime/ports/github.ts'
import type { Entrance, Entrances } from './entrances.ts'
import { SEEN, type Seen, survey } from './survey.ts'

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
  /** That it is still there, looked up at most once a minute. @throws {Refused} where it is not */
  confirm(id: number): Promise<void>
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
  let looked = NEVER
  let looking: Promise<void> | null = null

  const keep = (seen: Seen, installationId: number): void => {
    const was = known.get(seen.id)
    const entrance =
      was?.installationId === installationId
        ? was.place.entrance
        : entranceTo(entrances, { known, id: seen.id, installationId })
    known.set(seen.id, { place: placeOf(seen, entrance), installationId, seenAt: now() })
  }
  const lookAll = async () => {
    const found = await survey(entrances)
    looked = now()
    const ids = new Set(found.map(({ seen }) => seen.id))
    for (const id of known.keys()) if (!ids.has(id)) known.delete(id)
    for (const { seen, installationId } of found) keep(seen, installationId)
  }
  const look = () => {
    looking ??= lookAll().finally(() => {
      looking = null
    })
    return looking
  }
  /** What is known is forgotten where another repository has that name by now, or none. */
  const lookAgain = async ({ place, installationId }: Known) => {
    const { id, owner, name: repo } = place.ref
    known.delete(id)
    const seen = await place.entrance.client.find(SEEN, (request) =>
      request('GET /repos/{owner}/{repo}', { owner, repo }),
    )
    if (seen?.id === id && !seen.archived)
      known.set(id, { place: placeOf(seen, place.entrance), installationId, seenAt: now() })
  }
  const notOlderThan = async (seconds: number, id: number) => {
    const was = known.get(id)
    if (was && now() - was.seenAt < seconds) return was.place
    if (was) await lookAgain(was)
    else if (now() - looked >= CONFIRMED_S) await look()
    const is = known.get(id)
    if (!is) throw new Refused(NOT_THERE)
    return is.place
  }
  return {
    all: async () => {
      await look()
      return [...known.values()].map(({ place }) => place)
    },
    at: (id) => notOlderThan(FRESH_S, id),
    confirm: async (id) => {
      await notOlderThan(CONFIRMED_S, id)
    },
  }
}

const NOT_THERE = {
  kind: 'repository',
  what: 'The App is not installed on that repository, or the repository is gone or archived.',
  next: "Install the App on it (the App's page on GitHub, Install App), then try again.",
} as const

function entranceTo(
  { open }: Entrances,
  {
    known,
    id,
    installationId,
  }: { readonly known: ReadonlyMap<number, Known>; readonly id: number; readonly installationId: number },
): Entrance {
  return open({ installationId, reach: { repository_ids: [id] } }, () => {
    const moved = known.get(id)
    if (moved) moved.seenAt = NEVER
  })
}

function placeOf({ id, name, owner, default_branch: defaultBranch }: Seen, entrance: Entrance): Place {
  return { ref: { id, owner: owner.login, name }, defaultBranch, entrance }
}
