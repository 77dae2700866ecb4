import { hasMark, MARKS } from '../../../messages/github/markdown/mark.ts'
import {
  type PinMove,
  renderPinMessage,
  renderPinMoved,
  renderPinPullRequest,
} from '../../../messages/github/pull-requests/pin.ts'
import { getBranchName } from '../../../release/lifecycle/view.ts'
import { Refused } from '../../../release/refusal.ts'
import { commentOnce } from '../../github-state/marked-comments.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import {
  getRepositoryName,
  type PerformRollout,
  type RolloutContext,
  toPlainVersion,
} from './rollout-context.ts'

/** Moves the pin of a GitOps repository by a pull request, which is opened once, and told on the tracking issue. */
export const movePin: PerformRollout<'move-pin'> = async (context, { from, to, why, key }) => {
  const repo = await context.openRepository()
  const [, product = ''] = getRepositoryName(context).split('/')
  const move: PinMove = { product, from, to, why }
  const url = await ensurePinPull(context, repo, move)
  const { issue } = context.release.ledger.shown
  if (url !== null && issue !== null)
    await commentOnce(repo, issue, { kind: 'told', id: key, text: renderPinMoved(move, url) })
  return []
}

async function ensurePinPull(
  context: RolloutContext,
  repo: GitHubRepository,
  move: PinMove,
): Promise<string | null> {
  const { deps, release, id } = context
  const { about } = release.ledger
  const policy = await deps.git.policy({
    at: { url: await repo.createGitUrl(), webUrl: repo.webUrl },
    pin: about.policy,
  })
  if (policy.rollback.pin === null) return null
  const place = await openPinRepository(context, repo, policy.rollback.pin.repository)
  const branch = `${getBranchName(about)}-pin-${move.why}`
  const shown = (await place.listPullRequestsFrom(branch)).find(
    ({ author, body }) => author.id === place.self.id && hasMark(body, MARKS.pin, id),
  )
  if (shown) return toPage(place, shown.number)

  const moved = await deps.git.movePin({
    at: { url: await place.createGitUrl() },
    ...{ branch, policy, message: renderPinMessage(move) },
    ...{ from: toPlainVersion(move.from), to: toPlainVersion(move.to) },
  })
  if (moved === null) return null
  const page = renderPinPullRequest(move, id)
  const { number } = await place.openPullRequest({ ...page, head: branch, base: moved.main, draft: false })
  return toPage(place, number)
}

function toPage({ webUrl }: GitHubRepository, number: number): string {
  return `${webUrl}/pull/${number}`
}

async function openPinRepository(
  { deps }: RolloutContext,
  repo: GitHubRepository,
  name: string | null,
): Promise<GitHubRepository> {
  if (name === null) return repo
  const { owner } = repo.ref
  const found = (await deps.github.listRepositories()).find(
    (one) => one.owner === owner && one.name.toLowerCase() === name.toLowerCase(),
  )
  if (found) return deps.github.openRepository(found.id)
  throw new Refused({
    kind: 'repository',
    what: `The App isn't installed on ${owner}/${name}, which \`rollback.pin.repository\` names.`,
    next: 'Install it there, or move the pin by hand.',
  })
}
