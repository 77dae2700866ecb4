import type { PublicQuestion, PublicRepository } from '../../../messages/discord/public-view.ts'
import { type Disclosure, decideDisclosure } from '../../../release/lifecycle/disclosure.ts'
import type { OpenRelease, PublishedRelease } from '../../../release/lifecycle/state.ts'
import { Refused } from '../../../release/refusal.ts'
import { listEndedSince, listOpenReleases } from '../../../store/events/releases.ts'
import type { RuntimeDependencies } from '../../context.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import { loadRelease } from '../../record/execute-command.ts'
import { type KnownRelease, toKnownRelease } from '../../record/release-summary.ts'

/** Repositories that are looked at for one question, and published releases of each. */
const MOST_REPOSITORIES = 20
const MOST_PUBLISHED = 5
/** Releases that ended longer ago are not told of. */
const ENDED_SECONDS = 365 * 24 * 60 * 60

/**
 * Reads what outsiders may hear of the repositories that are asked about: nothing else leaves this function. The record
 * says which repositories there are, so that GitHub is not asked each time that somebody asks us.
 */
export async function readPublicRepositories(
  deps: RuntimeDependencies,
  { version, repository }: PublicQuestion,
): Promise<readonly PublicRepository[]> {
  const found: PublicRepository[] = []
  const all = [...(await readReleases(deps))]
  for (const [id, known] of repository === null ? all.slice(0, MOST_REPOSITORIES) : all) {
    const repo = await findRepository(deps, id)
    if (!repo || (repository !== null && !isNamed(repo, repository))) continue
    const asked = known.filter((one) => version === null || one.version === version)
    found.push(await readPublic(deps, repo, asked))
  }
  return found
}

/** By the id of their repository, the newest first. */
async function readReleases({
  store,
  now,
}: RuntimeDependencies): Promise<ReadonlyMap<number, readonly KnownRelease[]>> {
  const rows = await store.transact(async (unit) => [
    ...(await listOpenReleases(unit, null)),
    ...(await listEndedSince(unit, now() - ENDED_SECONDS)),
  ])
  const all = Map.groupBy(rows, (row) => Number(row.repository))
  return new Map([...all].map(([id, own]) => [id, own.map(toKnownRelease)]))
}

/** Null where the App is not installed any more. */
async function findRepository({ github }: RuntimeDependencies, id: number): Promise<GitHubRepository | null> {
  try {
    return await github.openRepository(id)
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

function isNamed({ fullName }: GitHubRepository, name: string): boolean {
  return fullName.toLowerCase() === name.trim().toLowerCase()
}

async function readPublic(
  deps: RuntimeDependencies,
  { fullName, webUrl, isPublic }: GitHubRepository,
  known: readonly KnownRelease[],
): Promise<PublicRepository> {
  const open: OpenRelease[] = []
  for (const { id } of known.filter(({ status }) => status === 'open')) {
    const { release, disclosure } = await readDisclosed(deps, { id, isPublic })
    if (release.status === 'open' && disclosure === 'all') open.push(release)
  }
  return { fullName, webUrl, open, published: await readLatest(deps, isPublic, known) }
}

async function readLatest(
  deps: RuntimeDependencies,
  isPublic: boolean,
  known: readonly KnownRelease[],
): Promise<PublishedRelease | null> {
  const published = known.filter(({ status }) => status === 'published').slice(0, MOST_PUBLISHED)
  for (const { id } of published) {
    const { release, disclosure } = await readDisclosed(deps, { id, isPublic })
    if (release.status === 'published' && disclosure !== 'nothing') return release
  }
  return null
}

async function readDisclosed(
  { store }: RuntimeDependencies,
  { id, isPublic }: { readonly id: string; readonly isPublic: boolean },
) {
  const { release } = await store.transact((unit) => loadRelease(unit, id))
  const disclosure: Disclosure =
    release.status === 'unopened' ? 'nothing' : decideDisclosure(release, { isPublic })
  return { release, disclosure }
}
