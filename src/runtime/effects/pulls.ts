import { hasMark } from '../../messages/github/mark.ts'
import type { Page } from '../../messages/github/tracking-issue.ts'
import { Refused } from '../../release/refusal.ts'
import type { Hub, PullRequest } from '../ports/github.ts'
import { commentOnce, type Marked } from './comments.ts'
import { changed } from './issue.ts'

/** Pull requests of ours from a branch, in whatever state, newest first. */
export async function ownPulls(
  hub: Hub,
  branch: string,
  { kind, id }: Marked,
): Promise<readonly PullRequest[]> {
  const pulls = await hub.pullRequestsFrom(branch)
  return pulls.filter(({ author, body }) => author.id === hub.self.id && hasMark(body, kind, id))
}

export interface Wanted extends Page {
  readonly head: string
  readonly base: string
}

/** Opened as a draft, where the repository's plan has drafts. */
export async function openDraft(hub: Hub, wanted: Wanted): Promise<PullRequest> {
  try {
    return await hub.openPullRequest({ ...wanted, draft: true })
  } catch (error) {
    if (!(error instanceof Refused) || !/\bdraft/i.test(error.refusal.what)) throw error
    return hub.openPullRequest({ ...wanted, draft: false })
  }
}

/** One that is closed is opened again; null where GitHub does not let that be done, as after a push while it was closed. */
export async function reopened(hub: Hub, pull: PullRequest, page: Page): Promise<PullRequest | null> {
  try {
    await hub.editPullRequest(pull.number, { state: 'open', ...changed(pull, page) })
    return { ...pull, state: 'open' }
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

/** Closed with a word why; nothing is said of one that is closed already. */
export async function closeSaying(
  hub: Hub,
  { number, state }: PullRequest,
  said: { readonly id: string; readonly text: string },
): Promise<void> {
  if (state !== 'open') return
  await commentOnce(hub, number, { kind: 'closed', ...said })
  await hub.editPullRequest(number, { state: 'closed' })
}
