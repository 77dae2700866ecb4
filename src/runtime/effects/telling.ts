import { shippedText } from '../../messages/github/shipped.ts'
import { tellText } from '../../messages/github/tell.ts'
import { Refused } from '../../release/refusal.ts'
import { commentOnce } from './comments.ts'
import type { Perform, Scene } from './performing.ts'

/**
 * What happened without anybody asking for it. After the end of a release its tracking issue says all but what main has
 * taken back since.
 */
export const tellPeople: Perform<'tell'> = async ({ hub, release }, { event, key }) => {
  const { issue } = release.ledger.shown
  const isOver =
    release.status === 'aborted' || (release.status === 'published' && event.type !== 'FlagsSeen')
  if (issue === null || isOver) return []

  await commentOnce(hub, issue, { kind: 'told', id: key, text: tellText(event, release) })
  return []
}

/** §5.2: the pull request, and every issue that it closed, are told once that it shipped. */
export const tellShipped: Perform<'tell-shipped'> = async (scene, { candidate }) => {
  const { hub, release, world } = scene
  if (release.status !== 'published') return []

  const pick = release.release.plan.picks.find((one) => one.candidate === candidate)
  const number = pick?.pullRequest ?? null
  if (number !== null) {
    const facts = (await hub.facts([number])).get(number)
    await tellOne(scene, number, 'pull-request')
    for (const issue of facts?.issues ?? []) await tellOne(scene, issue.number, 'issue')
  }
  return [{ type: 'ShippedTold', at: world.now(), candidate }]
}

/** A locked or deleted one cannot be told, and that keeps nobody else from hearing it. */
async function tellOne(
  { hub, id, release, world }: Scene,
  number: number,
  kind: 'pull-request' | 'issue',
): Promise<void> {
  if (release.status !== 'published') return
  const text = shippedText({ version: release.ledger.about.version, releaseUrl: release.url, kind })
  try {
    await commentOnce(hub, number, { kind: 'shipped', id, text })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    world.log.warn(
      { release: id, number, problem: error.refusal.what },
      'It could not be told that it shipped.',
    )
  }
}
