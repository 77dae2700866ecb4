import type { SlashSaid } from '../../../chatops/read-slash.ts'
import { openReleases } from '../../../store/releases.ts'
import { type Outcome, refused } from '../../commands/saying.ts'
import type { RepositoryRef } from '../../ports/github.ts'
import type { World } from '../../world.ts'

type Meant = { readonly kind: 'found'; readonly repository: number } | Extract<Outcome, { kind: 'refused' }>

/** The repository that somebody means in Slack: the one that they name, else the only one, else the only one with a release on its way. */
export async function repositoryMeant(
  { github, store }: World,
  { repository: named }: Pick<SlashSaid, 'repository'>,
): Promise<Meant> {
  const all = await github.repositories()
  if (named !== null) {
    const found = all.find((one) => nameOf(one).toLowerCase() === named.toLowerCase())
    return found
      ? { kind: 'found', repository: found.id }
      : refused(`Release Captain is not installed on \`${named}\`.`, `It is on ${listed(all)}.`)
  }
  const [only, ...others] = all
  if (!only)
    return refused('Release Captain is installed on no repository.', 'Have an owner install the GitHub App.')
  if (others.length === 0) return { kind: 'found', repository: only.id }

  const open = await store.transact((unit) => openReleases(unit, null))
  const [busy, ...more] = new Set(open.map(({ repository }) => Number(repository)))
  if (busy !== undefined && more.length === 0) return { kind: 'found', repository: busy }
  return refused(
    `It was not said which repository is meant: ${listed(all)}.`,
    `Name it first: \`/release ${nameOf(only)} status\`.`,
  )
}

const MOST_LISTED = 10

function listed(all: readonly RepositoryRef[]): string {
  const names = all.slice(0, MOST_LISTED).map((one) => `\`${nameOf(one)}\``)
  const more = all.length - names.length
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ')
}

function nameOf({ owner, name }: RepositoryRef): string {
  return `${owner}/${name}`
}
