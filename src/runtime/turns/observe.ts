import type { Fact } from '../../release/lifecycle/commands.ts'
import { DONE, type Performed, type Task } from '../../store/tasks.ts'
import { waitingWork } from '../../store/work.ts'
import type { Covered } from '../covered.ts'
import type { OpenScene } from '../effects/performing.ts'
import { corrections } from '../observing/corrections.ts'
import { observed } from '../observing/observed.ts'
import { loadRelease, repositoryOf, tell } from '../record.ts'
import type { World } from '../world.ts'

/**
 * Looks at what GitHub shows of a release and tells the record what is new of it (design, law 3). The state of the
 * world counts and not the news of it, so that deliveries may be lost, come twice or in any order.
 */
export async function observeTurn(
  world: World,
  covered: Covered,
  { task, release: id }: { readonly task: Task; readonly release: string },
): Promise<Performed> {
  const kind = `${task.lane} ${task.type}`
  if (covered.has(kind, task.id)) return DONE
  const waiting = await world.store.transact((unit) => waitingWork(unit, task))
  const facts = await factsOf(world, id)
  covered.until(kind, Math.max(task.id, ...waiting.map((one) => one.id)))
  return {
    kind: 'done',
    write: async (unit) => {
      for (const fact of facts) await tell(unit, id, fact)
    },
  }
}

async function factsOf(world: World, id: string): Promise<readonly Fact[]> {
  const { release, events } = await world.store.transact((unit) => loadRelease(unit, id))
  if (release.status === 'unopened' || release.status === 'aborted') return []
  const hub = await world.github.hub(repositoryOf(id))
  if (release.status === 'published') return corrections({ world, hub, id, release, events })
  const scene: OpenScene = { world, hub, id, release, events }
  return observed(scene)
}
