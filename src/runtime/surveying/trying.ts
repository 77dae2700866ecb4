import { learnFrom } from '../learning.ts'
import type { TrySeen } from '../ports/git.ts'
import type { Hub, PullRequest } from '../ports/github.ts'
import type { World } from '../world.ts'

/** What an open pull request would be as a candidate, were it merged now. @throws {Refused} where that cannot be told */
export async function triedPullRequest({ git, now }: World, hub: Hub, pull: PullRequest): Promise<TrySeen> {
  return git.tryPullRequest({
    at: { url: await hub.gitUrl() },
    number: pull.number,
    head: pull.head.sha,
    title: pull.title,
    labels: pull.labels,
    now: now(),
    learn: learnFrom(hub, null),
  })
}
