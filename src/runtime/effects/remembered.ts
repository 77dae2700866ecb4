import type { World } from '../world.ts'

/** Of each world its own, so that two in one process do not know of one another. */
const MEMORIES = new WeakMap<World, Map<string, number>>()
/** What is older has been settled long ago. */
const MOST = 1000

/**
 * For how many seconds this process has known of something; 0 the first time. A process that starts anew knows nothing,
 * so this may only make one wait longer, never act twice.
 */
export function knownFor(world: World, what: string): number {
  const memory = memoryOf(world)
  const now = world.now()
  const since = memory.get(what)
  if (since !== undefined) return now - since

  memory.set(what, now)
  const [oldest] = memory.keys()
  if (memory.size > MOST && oldest !== undefined) memory.delete(oldest)
  return 0
}

/** Whether this process knows of something; asking does not make it known. */
export function isKnown(world: World, what: string): boolean {
  return memoryOf(world).has(what)
}

/** It is over: the next time is the first. */
export function forget(world: World, what: string): void {
  memoryOf(world).delete(what)
}

function memoryOf(world: World): Map<string, number> {
  const memory = MEMORIES.get(world) ?? new Map<string, number>()
  MEMORIES.set(world, memory)
  return memory
}
