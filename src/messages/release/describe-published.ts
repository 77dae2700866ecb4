import type { About, PublishedRelease } from '../../release/lifecycle/state.ts'
import { formatDay } from '../wording.ts'

/** Says how a published release stands that isn't being deployed, and what may come next. */
export function describePublished(release: PublishedRelease): {
  readonly waits: string
  readonly next: string
} {
  const { rolledBack, imported, ledger } = release
  const { about, followers } = ledger
  if (rolledBack)
    return {
      waits: `${about.version} is published, and production was rolled back to ${rolledBack.to}.`,
      next: 'Fix the problem in the next version of the line: `/release cut`.',
    }
  if (imported)
    return {
      waits: `${about.version} was published on ${formatDay(imported.publishedAt)}, before Release Captain ran its releases.`,
      next: 'Nothing follows from it.',
    }
  return {
    waits: `${about.version} is published.`,
    next: describeAfterPublication(about.kind, followers.at(-1)),
  }
}

function describeAfterPublication(kind: About['kind'], follower: string | undefined): string {
  if (kind !== 'prerelease') return 'Its deployment is skipped: the policy names no environment.'
  if (follower !== undefined) return `It continues in the tracking issue of ${follower}.`
  return 'When it has proved stable, a captain promotes it with `/release promote`.'
}
