import type { IssueText } from '../../../messages/github/issue/tracking-issue.ts'
import { hasMark } from '../../../messages/github/markdown/mark.ts'
import { Refused } from '../../../release/refusal.ts'
import { commentOnce, type MarkedText } from '../../github-state/marked-comments.ts'
import type { GitHubRepository, PullRequest } from '../../ports/github.ts'
import { diffPage } from '../issue/tracking-issue.ts'

/** Pull requests of ours from a branch, in whatever state, newest first. */
export async function listOwnPulls(
  repo: GitHubRepository,
  branch: string,
  { kind, id }: MarkedText,
): Promise<readonly PullRequest[]> {
  const pulls = await repo.listPullRequestsFrom(branch)
  return pulls.filter(({ author, body }) => author.id === repo.self.id && hasMark(body, kind, id))
}

interface WantedPullRequest extends IssueText {
  readonly head: string
  readonly base: string
}

/** Opened as a draft, where the repository's plan has drafts. */
export async function openDraft(repo: GitHubRepository, wanted: WantedPullRequest): Promise<PullRequest> {
  try {
    return await repo.openPullRequest({ ...wanted, draft: true })
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.lacks !== 'draft-pull-requests') throw error
    return repo.openPullRequest({ ...wanted, draft: false })
  }
}

/** One that is closed is opened again; null where GitHub does not let that be done, as after a push while it was closed. */
export async function reopenPull(
  repo: GitHubRepository,
  pull: PullRequest,
  page: IssueText,
): Promise<PullRequest | null> {
  try {
    await repo.editPullRequest(pull.number, { state: 'open', ...diffPage(pull, page) })
    return { ...pull, state: 'open' }
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

/** Closed with a word why; nothing is said of one that is closed already. */
export async function closeWithComment(
  repo: GitHubRepository,
  { number, state }: PullRequest,
  said: { readonly id: string; readonly text: string },
): Promise<void> {
  if (state !== 'open') return
  await commentOnce(repo, number, { kind: 'closed', ...said })
  await repo.editPullRequest(number, { state: 'closed' })
}
