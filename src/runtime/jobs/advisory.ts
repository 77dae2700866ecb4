import { REPORTED_MARK, renderReportedIssue } from '../../messages/github/issue/advisory.ts'
import { hasMark } from '../../messages/github/markdown/mark.ts'
import { listReleases } from '../../store/events/releases.ts'
import { type Performed, TASK_DONE } from '../../store/jobs/tasks.ts'
import type { Unit } from '../../store/transaction.ts'
import type { RuntimeDependencies } from '../context.ts'
import { observeAdvisory } from '../github-state/advisory.ts'
import type { OpenEffectContext } from '../github-state/effect-context.ts'
import type { GitHubRepository } from '../ports/github.ts'
import { executeCommand, loadRelease } from '../record/execute-command.ts'
import type { Job } from './route-delivery.ts'

type AdvisoryJob = Extract<Job, { kind: 'advisory' }>

/**
 * A vulnerability was reported, or an advisory was published: the security team reads of it in the private repository that
 * the policy names, and nowhere else. Releases that are about it look at it again.
 */
export async function handleAdvisory(
  deps: RuntimeDependencies,
  { repository, advisory }: AdvisoryJob,
): Promise<Performed> {
  const priv = await openPrivateRepository(deps, repository)
  if (priv === null) return TASK_DONE
  const contexts = await listAbout(deps, priv, advisory)
  if (contexts.length === 0) await tellSecurityTeam(priv, advisory)
  const facts = await Promise.all(contexts.map(async (one) => ({ one, seen: await observeAdvisory(one) })))
  return {
    kind: 'done',
    write: async (unit) => {
      for (const { one, seen } of facts) for (const fact of seen) await executeCommand(unit, one.id, fact)
    },
  }
}

/** Null where the policy names none, or one in which the App doesn't work or that everybody reads. */
async function openPrivateRepository(
  { github, git, log }: RuntimeDependencies,
  repository: number,
): Promise<GitHubRepository | null> {
  const repo = await github.openRepository(repository)
  const { policy } = await git.readGround({ url: await repo.createGitUrl() })
  const wanted = policy.security.repository?.toLowerCase()
  const all = await github.listRepositories()
  const found = all.find(({ owner, name }) => `${owner}/${name}`.toLowerCase() === wanted)
  const priv = found ? await github.openRepository(found.id) : null
  if (priv !== null && !priv.isPublic) return priv
  log.warn({ repository }, 'A report has no private repository to be told in.')
  return null
}

async function listAbout(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  advisory: string,
): Promise<readonly OpenEffectContext[]> {
  return deps.store.transact(async (unit: Unit) => {
    const found: OpenEffectContext[] = []
    for (const { release: id } of await listReleases(unit, String(repo.ref.id))) {
      const { release, events } = await loadRelease(unit, id)
      if (release.status === 'open' && release.ledger.embargo?.advisory === advisory)
        found.push({ deps, repo, id, release, events })
    }
    return found
  })
}

/** Once: the issue is found by its mark. */
async function tellSecurityTeam(repo: GitHubRepository, advisory: string): Promise<void> {
  const own = await repo.listOwnIssues()
  if (own.some(({ body }) => hasMark(body, REPORTED_MARK, advisory))) return
  await repo.openIssue({ ...renderReportedIssue(advisory), labels: [] })
}
