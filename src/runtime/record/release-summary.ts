import { z } from 'zod'
import { getBranchName, getHead, getPicks, type OpenedRelease } from '../../release/lifecycle/view.ts'
import type { ListedRelease } from '../../store/events/releases.ts'

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

/** @throws {Error} when a newer program wrote it */
export function toKnownRelease({ release, summary }: ListedRelease): KnownRelease {
  return { id: release, ...schema.parse(summary) }
}

export function summarize(release: OpenedRelease): Summary {
  const { about, shown } = release.ledger
  return {
    version: about.version,
    tag: about.tag,
    line: about.line,
    status: release.status,
    step: release.status === 'open' ? release.place.step : null,
    issue: shown.issue,
    pullRequest: shown.pullRequest,
    branch: getBranchName(about),
    head: getHead(release),
    probe: release.status === 'open' ? (release.ledger.probes.at(-1) ?? null) : null,
    conflicts: listConflicts(release),
  }
}

function listConflicts(release: OpenedRelease): Summary['conflicts'] {
  if (release.status !== 'open') return []
  return getPicks(release).flatMap(({ candidate, became }) =>
    became.kind === 'conflict' && became.pullRequest !== null
      ? [{ candidate, pullRequest: became.pullRequest }]
      : [],
  )
}
