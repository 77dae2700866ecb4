import type { Fact } from '../../release/lifecycle/commands.ts'
import type { OpenRelease } from '../../release/lifecycle/state.ts'
import type { OpenScene } from '../effects/performing.ts'
import type { Hub } from '../ports/github.ts'

/** What ran on the head of the release branch (§2.1), until its tag is asked for. */
export async function checksSeen({ hub, release, world }: OpenScene): Promise<Fact[]> {
  const { place } = release
  switch (place.step) {
    case 'testing':
      return [
        ...(await checkFacts(hub, place.head, world.now())),
        ...(await probeFacts(hub, release, world.now())),
      ]
    case 'proposing':
    case 'drafting':
    case 'asking-to-tag':
      return checkFacts(hub, place.head, world.now())
    default:
      return []
  }
}

/** What ran on the commit that is tested by itself. */
async function probeFacts(hub: Hub, { ledger }: OpenRelease, at: number): Promise<Fact[]> {
  const probe = ledger.probes.at(-1)
  return probe === undefined ? [] : checkFacts(hub, probe, at)
}

/** Every check run of a commit as a fact; the core takes those that the policy names. */
export async function checkFacts(hub: Hub, head: string, at: number): Promise<Fact[]> {
  const runs = await hub.checkRuns(head)
  return runs.map(({ name, app, id, conclusion }) => ({
    type: 'CheckSeen',
    at,
    check: name,
    app,
    head,
    run: id,
    conclusion,
  }))
}
