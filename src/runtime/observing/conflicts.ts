import { markersText } from '../../messages/github/conflict.ts'
import { hasMark, mark } from '../../messages/github/mark.ts'
import type { Fact } from '../../release/lifecycle/commands.ts'
import type { OpenScene } from '../effects/performing.ts'
import type { PullRequest } from '../ports/github.ts'
import { branchOf } from '../summary.ts'

/** The name of the check run that stays red while conflict markers are left. */
export const CONFLICT_CHECK = 'Release Captain / conflict'

interface Conflict {
  readonly candidate: string
  readonly pull: PullRequest
  /** The release branch's head as the record has it. */
  readonly base: string
}

/** Conflict pull requests (§1.2): what was merged resolves its pick, unless markers are left in it. */
export async function conflictsSeen(scene: OpenScene): Promise<Fact[]> {
  const { place } = scene.release
  if (place.step !== 'picking' || place.head === null) return []

  const facts: Fact[] = []
  for (const { candidate, became } of place.picks) {
    if (became.kind !== 'conflict' || became.pullRequest === null) continue
    const pull = await scene.hub.pullRequest(became.pullRequest)
    if (pull) facts.push(...(await conflictSeen(scene, { candidate, pull, base: place.head })))
  }
  return facts
}

async function conflictSeen(scene: OpenScene, conflict: Conflict): Promise<Fact[]> {
  switch (conflict.pull.state) {
    case 'merged':
      return resolved(scene, conflict)
    case 'open':
      await keepFromMerging(scene, conflict)
      return []
    case 'closed':
      return []
  }
}

async function resolved(scene: OpenScene, { candidate, pull, base }: Conflict): Promise<Fact[]> {
  const { hub, world, release } = scene
  const head = await hub.branch(branchOf(release))
  // A read that lags behind the merge shows the head from before it: the next look sees it.
  if (head === null || head === base) return []
  const at = world.now()
  const files = await markersOf(scene, { base, head })
  if (files.length > 0) return [{ type: 'MarkersMerged', at, candidate, head, files }]

  const { id, login } = pull.mergedBy ?? pull.author
  return [{ type: 'ConflictMerged', at, candidate, head, author: { id, login } }]
}

/** While markers are left it stays a draft, which GitHub does not merge, and its check stays red. */
export async function keepFromMerging(
  scene: OpenScene,
  { pull, base }: Pick<Conflict, 'pull' | 'base'>,
): Promise<void> {
  const { hub } = scene
  const files = await markersOf(scene, { base, head: pull.head.sha })
  const isLeft = files.length > 0
  await hub.putCheck({
    head: pull.head.sha,
    name: CONFLICT_CHECK,
    conclusion: isLeft ? 'failure' : 'success',
    title: isLeft ? 'The conflict is not resolved' : 'No conflict markers are left',
    summary: isLeft ? markersText(files) : 'It can be marked ready for review and merged.',
  })
  if (!isLeft || pull.draft) return

  await hub.setDraft(pull.number, true)
  const id = `${pull.number}-${pull.head.sha}`
  const comments = await hub.comments(pull.number)
  if (comments.some(({ body }) => hasMark(body, 'markers', id))) return
  await hub.comment(pull.number, `${markersText(files)}\n\n${mark('markers', id)}`)
}

async function markersOf(
  { hub, world }: OpenScene,
  range: { readonly base: string; readonly head: string },
): Promise<readonly string[]> {
  return world.git.markers({ at: { url: await hub.gitUrl() }, ...range })
}
