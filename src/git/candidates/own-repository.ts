import { findPullRequest, type PullRequestName } from '../../release/changes/pull-request-messages.ts'
import type { ReadCommit } from './landings.ts'

/** Tells which of the pull requests that messages name belong to this repository. */
export interface OwnRepository {
  /** Whether it does; one that names no repository does. Where nothing is known of our own, one that does is foreign. */
  readonly has: (name: PullRequestName) => boolean
  /** Whether it may: what takes something back is proved by content anyhow. */
  readonly mayHave: (name: PullRequestName) => boolean
}

/**
 * Knows a repository by its web address, and by the name that most trailers of main's own commits have: a repository
 * that was moved keeps its old name there.
 */
export function findOwnRepository(webUrl: string | null, main: readonly ReadCommit[]): OwnRepository {
  const known = webUrl === null ? [] : [webUrl.toLowerCase().replace(/^https?:\/\//, '')]
  const names = new Set([...known, ...mostNamed(main)])
  const has = ({ repository }: PullRequestName) =>
    repository === undefined || [...names].some((name) => isSame(name, repository.toLowerCase()))
  return { has, mayHave: (name) => names.size === 0 || has(name) }
}

/** The repository that at least half of main's trailers name. */
function mostNamed(main: readonly ReadCommit[]): string[] {
  const named = main.flatMap(({ message }) => {
    const pull = findPullRequest(message)
    return pull?.by === 'trailer' && pull.repository !== undefined ? [pull.repository] : []
  })
  const counts = Map.groupBy(named, (name) => name)
  return [...counts].flatMap(([name, times]) => (2 * times.length >= named.length ? [name] : []))
}

/** `owner/name` is the repository of that name on whatever host. */
function isSame(one: string, other: string): boolean {
  return one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`)
}
