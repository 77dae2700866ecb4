import type { RuntimeDependencies } from '../context.ts'

/** Of each world its own, so that two in one process do not know of one another. */
const MEMORIES = new WeakMap<RuntimeDependencies, Map<string, number>>()
/** What is older has been settled long ago. */
const MOST = 1000

/**
 * For how many seconds this process has known of something; 0 the first time. A process that starts anew knows nothing,
 * so this may only make one wait longer, never act twice.
 */
export function getKnownSeconds(deps: RuntimeDependencies, what: string): number {
  const memory = getMemory(deps)
  const now = deps.now()
  const since = memory.get(what)
  if (since !== undefined) return now - since

  memory.set(what, now)
  const [oldest] = memory.keys()
  if (memory.size > MOST && oldest !== undefined) memory.delete(oldest)
  return 0
}

/** Whether this process knows of something; asking does not make it known. */
export function isKnown(deps: RuntimeDependencies, what: string): boolean {
  return getMemory(deps).has(what)
}

/** It is over: the next time is the first. */
export function forget(deps: RuntimeDependencies, what: string): void {
  getMemory(deps).delete(what)
}

function getMemory(deps: RuntimeDependencies): Map<string, number> {
  const memory = MEMORIES.get(deps) ?? new Map<string, number>()
  MEMORIES.set(deps, memory)
  return memory
}
