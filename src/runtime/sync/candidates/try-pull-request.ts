import type { RuntimeDependencies } from '../../context.ts'
import { learnFrom } from '../../github-state/learn-facts.ts'
import type { TryReading } from '../../ports/git.ts'
import type { GitHubRepository, PullRequest } from '../../ports/github.ts'

/** What an open pull request would be as a candidate of a line, of the highest where none is named, were it merged now. @throws {Refused} where that cannot be told */
export async function tryOpenPullRequest(
  { git, now }: RuntimeDependencies,
  repo: GitHubRepository,
  { pull, line }: { readonly pull: PullRequest; readonly line: string | null },
): Promise<TryReading> {
  return git.tryPullRequest({
    at: { url: await repo.createGitUrl() },
    line,
    number: pull.number,
    head: pull.head.sha,
    title: pull.title,
    labels: pull.labels,
    now: now(),
    learn: learnFrom(repo, null),
  })
}
