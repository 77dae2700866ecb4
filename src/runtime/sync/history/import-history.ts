import type { FindOrigins } from '../../../release/changes/candidate.ts'
import type { FactOf } from '../../../release/lifecycle/commands.ts'
import { addVersionPrefix } from '../../../release/version-form.ts'
import type { Unit } from '../../../store/transaction.ts'
import type { RuntimeDependencies } from '../../context.ts'
import { fetchTerms } from '../../github-state/create-open-command.ts'
import type { GitHubRepository, PullRequestFacts } from '../../ports/github.ts'
import type { PastRelease } from '../../ports/history.ts'
import type { GitHubRelease } from '../../ports/releases.ts'
import { createReleaseId, executeCommand } from '../../record/execute-command.ts'
import { watchCalendar } from '../calendar/watch-calendar.ts'

type ImportContext = Pick<RuntimeDependencies, 'store' | 'git' | 'github' | 'now'>

/** A release that came onto the record. */
export interface ImportedVersion {
  readonly version: string
  readonly line: string
  /** Seconds since 1970. */
  readonly publishedAt: number
  readonly source: 'github-release' | 'tag'
  readonly changes: number
  /** Of these, how many are known by their pull request, and how many by when their issue was reported. */
  readonly pullRequests: number
  readonly reported: number
}

/** What became of an import. */
export interface ImportResult {
  /** `godel/api` */
  readonly repository: string
  /** What came onto the record, the oldest first. */
  readonly imported: readonly ImportedVersion[]
  /** Versions that were on record already. */
  readonly known: readonly string[]
}

/**
 * Reads the releases that people made of a repository before: tags and changes from git, dates and notes from GitHub releases,
 * reports and authors from pull requests. Each comes onto the record once, and the calendar of the repository begins.
 */
export async function importHistory(deps: ImportContext, repositoryId: number): Promise<ImportResult> {
  const repo = await deps.github.openRepository(repositoryId)
  const at = { url: await repo.createGitUrl(), webUrl: repo.webUrl }
  const history = await deps.git.readHistory({ at, origins: findEitherSide(repo.findPullRequestsOf) })
  const { policy, pin } = history
  const terms = { ...(await fetchTerms(repo, policy)), rollout: null, backToMain: false }
  const pulls = await repo.fetchFacts([...new Set(history.releases.flatMap(listPullRequests))])
  const published = await repo.listReleases()
  const imported: ImportedVersion[] = []
  const known: string[] = []
  for (const past of history.releases) {
    const github = published.find(({ tag, draft }) => tag === past.tag && !draft) ?? null
    const fact: FactOf<'PastReleaseFound'> = {
      ...createFact(past, { repo, github, pulls }),
      ...{ type: 'PastReleaseFound', at: deps.now(), policy: pin, terms },
    }
    const id = createReleaseId(repo.ref.id, fact.version)
    const result = await deps.store.transact((unit) => executeCommand(unit, id, fact))
    const isNew = result.kind === 'accepted' && result.events.length > 0
    if (isNew) imported.push(summarizeImport(fact))
    else known.push(fact.version)
  }
  await deps.store.transact((unit) => beginCalendar(unit, { repo, policy, now: deps.now(), pin }))
  return { repository: repo.fullName, imported, known }
}

/** A tag may stand on main or on a line: a pull request counts wherever it was merged. */
function findEitherSide(find: FindOrigins): FindOrigins {
  return async (commits, side) => {
    const found = await find(commits, side)
    const rest = side === 'line' ? commits.filter((commit) => !found.has(commit)) : []
    return rest.length === 0 ? found : new Map([...found, ...(await find(rest, 'main'))])
  }
}

function listPullRequests({ changes }: PastRelease): number[] {
  return changes.flatMap(({ pullRequest }) => pullRequest ?? [])
}

interface Known {
  readonly repo: GitHubRepository
  readonly github: GitHubRelease | null
  readonly pulls: ReadonlyMap<number, PullRequestFacts>
}

function createFact(past: PastRelease, { repo, github, pulls }: Known) {
  const { line, tag, commit, taggedAt, base, isFirst, changes } = past
  const publishedAt = github?.publishedAt ?? null
  return {
    repository: { id: repo.ref.id, name: repo.fullName },
    version: addVersionPrefix(past.version),
    ...{ tag, line, base: { tag: base.name, commit: base.commit } },
    kind: isFirst ? ('minor' as const) : ('patch' as const),
    release: {
      commit,
      publishedAt: publishedAt ?? taggedAt,
      source: publishedAt === null ? ('tag' as const) : ('github-release' as const),
      url: github?.url ?? `${repo.webUrl}/tree/${tag}`,
      notes: github?.body ?? '',
      changes: changes.map(({ id, title, pullRequest, mergedAt }) => {
        const facts = pullRequest === null ? undefined : pulls.get(pullRequest)
        const reports = (facts?.issues ?? []).map(({ reportedAt }) => reportedAt)
        return {
          candidate: id,
          title: facts?.title ?? title,
          merged: mergedAt,
          reported: reports.length === 0 ? null : Math.min(...reports),
          authors: (facts?.authors ?? []).map(({ id: account, login }) => ({ id: account, login })),
        }
      }),
    },
  }
}

function summarizeImport({ version, line, release }: FactOf<'PastReleaseFound'>): ImportedVersion {
  const { publishedAt, source, changes } = release
  return {
    ...{ version, line, publishedAt, source },
    changes: changes.length,
    pullRequests: changes.filter(({ candidate }) => candidate.startsWith('#')).length,
    reported: changes.filter(({ reported }) => reported !== null).length,
  }
}

interface Beginning {
  readonly repo: GitHubRepository
  readonly policy: Parameters<typeof watchCalendar>[1]['policy']
  readonly pin: { readonly commit: string | null }
  readonly now: number
}

async function beginCalendar(unit: Unit, { repo, policy, pin, now }: Beginning): Promise<void> {
  await watchCalendar(unit, { repository: repo.ref.id, policy, hasConfig: pin.commit !== null, now })
}
