import { z } from 'zod'
import type { OpenRelease, Place, Release } from '../release/lifecycle/state.ts'
import type { ListedRelease } from '../store/releases.ts'

const conflict = z.strictObject({ candidate: z.string(), pullRequest: z.int() }).readonly()

/** What lists show of a release, and by what a delivery finds the release that it is about. */
const schema = z
  .strictObject({
    version: z.string(),
    tag: z.string(),
    line: z.string(),
    status: z.enum(['open', 'published', 'aborted']),
    /** Null for one that has ended. */
    step: z.string().nullable(),
    issue: z.int().nullable(),
    pullRequest: z.int().nullable(),
    branch: z.string(),
    /** The head of the branch, once it is pushed; of one that has ended the last. */
    head: z.string().nullable(),
    /** The commit that is tested by itself. */
    probe: z.string().nullable(),
    conflicts: z.array(conflict).readonly(),
  })
  .readonly()
export type Summary = z.output<typeof schema>

/** A release as it is listed, by its id in the record. */
export interface KnownRelease extends Summary {
  readonly id: string
}

type Opened = Exclude<Release, { status: 'unopened' }>

/** @throws {Error} when a newer program wrote it */
export function knownRelease({ release, summary }: ListedRelease): KnownRelease {
  return { id: release, ...schema.parse(summary) }
}

export function summaryOf(release: Opened): Summary {
  const { about, shown } = release.ledger
  return {
    version: about.version,
    tag: about.tag,
    line: about.line,
    status: release.status,
    step: release.status === 'open' ? release.place.step : null,
    issue: shown.issue,
    pullRequest: shown.pullRequest,
    branch: branchOf(release),
    head: headOf(release),
    probe: release.status === 'open' ? (release.ledger.probes.at(-1) ?? null) : null,
    conflicts: release.status === 'open' ? conflictsOf(release.place) : [],
  }
}

/** `release/v2.0.1` */
export function branchOf({ ledger }: Opened): string {
  const { terms, version } = ledger.about
  return terms.releaseBranch.replace('{version}', version.replace(/^v/, ''))
}

/** Where the release branch is as far as the record knows; null where there is none yet. */
export function headOf(release: Opened): string | null {
  switch (release.status) {
    case 'open':
      return placeHead(release)
    case 'published':
      return release.release.head
    case 'aborted':
      return null
  }
}

function placeHead({ place }: OpenRelease): string | null {
  return 'head' in place ? place.head : null
}

function conflictsOf(place: Place): Summary['conflicts'] {
  if (!('picks' in place)) return []
  return place.picks.flatMap(({ candidate, became }) =>
    became.kind === 'conflict' && became.pullRequest !== null
      ? [{ candidate, pullRequest: became.pullRequest }]
      : [],
  )
}
