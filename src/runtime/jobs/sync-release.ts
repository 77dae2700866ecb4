import type { Fact } from '../../release/lifecycle/commands.ts'
import { listWaitingWork } from '../../store/jobs/outbox.ts'
import { type Performed, TASK_DONE, type Task } from '../../store/jobs/tasks.ts'
import type { RuntimeDependencies } from '../context.ts'
import type { OpenEffectContext } from '../github-state/effect-context.ts'
import type { Coalescer } from '../record/coalesce.ts'
import { executeCommand, loadRelease, parseRepositoryId } from '../record/execute-command.ts'
import { observeCorrections } from '../sync/release/corrections.ts'
import { observeRelease } from '../sync/release/observe-release.ts'

/**
 * Looks at what GitHub shows of a release and tells the record what is new of it (design, law 3). The state of the
 * world counts and not the news of it, so that deliveries may be lost, come twice or in any order.
 */
export async function handleReleaseSync(
  deps: RuntimeDependencies,
  covered: Coalescer,
  { task, release: id }: { readonly task: Task; readonly release: string },
): Promise<Performed> {
  const kind = `${task.lane} ${task.type}`
  if (covered.has(kind, task.id)) return TASK_DONE
  const waiting = await deps.store.transact((unit) => listWaitingWork(unit, task))
  const facts = await observeFacts(deps, id)
  covered.until(kind, Math.max(task.id, ...waiting.map((one) => one.id)))
  return {
    kind: 'done',
    write: async (unit) => {
      for (const fact of facts) await executeCommand(unit, id, fact)
    },
  }
}

async function observeFacts(deps: RuntimeDependencies, id: string): Promise<readonly Fact[]> {
  const { release, events } = await deps.store.transact((unit) => loadRelease(unit, id))
  if (release.status === 'unopened' || release.status === 'aborted') return []
  const repo = await deps.github.openRepository(parseRepositoryId(id))
  // A job that was given up tells no time any more.
  const isTimed = release.ledger.about.terms.rollout !== null || release.ledger.embargo !== null
  const time = isTimed ? [{ type: 'TimePassed', at: deps.now() } as const] : []
  if (release.status === 'published')
    return [...(await observeCorrections({ deps, repo, id, release, events })), ...time]
  const context: OpenEffectContext = { deps, repo, id, release, events }
  return [...(await observeRelease(context)), ...time]
}
