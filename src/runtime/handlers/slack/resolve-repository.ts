import type { SlashCommand } from '../../../chatops/parsing/parse-slash-command.ts'
import { listOpenReleases } from '../../../store/events/releases.ts'
import { type CommandOutcome, refuseCommand } from '../../commands/command-context.ts'
import type { RuntimeDependencies } from '../../context.ts'
import type { RepositoryRef } from '../../ports/github.ts'

type Meant =
  | { readonly kind: 'found'; readonly repository: number }
  | Extract<CommandOutcome, { kind: 'refused' }>

/** The repository that somebody means in Slack: the one that they name, else the only one, else the only one with a release on its way. */
export async function resolveRepository(
  { github, store }: RuntimeDependencies,
  { repository: named }: Pick<SlashCommand, 'repository'>,
): Promise<Meant> {
  const all = await github.listRepositories()
  if (named !== null) {
    const found = all.find((one) => formatName(one).toLowerCase() === named.toLowerCase())
    return found
      ? { kind: 'found', repository: found.id }
      : refuseCommand(
          `Release Captain isn't installed on \`${named}\`.`,
          `It is on ${formatRepositories(all)}.`,
        )
  }
  const [only, ...others] = all
  if (!only)
    return refuseCommand(
      "Release Captain isn't installed on any repository.",
      'Ask an owner to install the GitHub App.',
    )
  if (others.length === 0) return { kind: 'found', repository: only.id }

  const open = await store.transact((unit) => listOpenReleases(unit, null))
  const [busy, ...more] = new Set(open.map(({ repository }) => Number(repository)))
  if (busy !== undefined && more.length === 0) return { kind: 'found', repository: busy }
  return refuseCommand(
    `The command needs a repository: ${formatRepositories(all)}.`,
    `Name it first: \`/release ${formatName(only)} status\`.`,
  )
}

const MOST_LISTED = 10

function formatRepositories(all: readonly RepositoryRef[]): string {
  const names = all.slice(0, MOST_LISTED).map((one) => `\`${formatName(one)}\``)
  const more = all.length - names.length
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ')
}

function formatName({ owner, name }: RepositoryRef): string {
  return `${owner}/${name}`
}
