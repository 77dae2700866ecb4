import { spawn } from 'node:child_process'
import type { Call, Child } from './child.ts'
import { openSpawner, type Spawner } from './elsewhere.ts'
import { endingWithUs } from './end-with-us.ts'
import type { RemoteChild } from './remote-child.ts'

/**
 * To start a process is to copy the page tables of the one that starts it, and until that is done it does nothing else:
 * 1 ms in a small one, 5 to 25 ms in one of some hundred MiB (bench/spawn.ts). So one that starts many leaves it to a
 * small one. Few are started here.
 */
const FEW = 24

const state: { count: number; spawner: Spawner | null } = { count: 0, spawner: null }

/** Starts a process. It ends with ours. */
export function spawnProcess(call: Call, signal?: AbortSignal): Child {
  state.count += 1
  if (state.spawner?.lives) return endingBy(state.spawner.start(call), signal)
  // Also where it came to an end: the next one is opened after as many again.
  if (state.count % FEW === 0) void openForOthers()
  return spawnHere(call, signal)
}

/** As `spawnProcess`, from this process. */
export function spawnHere({ program, args, env }: Call, signal?: AbortSignal): Child {
  const options = { env: { ...env }, stdio: 'pipe' as const, ...(signal ? { signal } : {}) }
  return endingWithUs(spawn(program, [...args], options))
}

/** Where it cannot be had, everything is started here. */
async function openForOthers(): Promise<void> {
  try {
    state.spawner = await openSpawner()
  } catch {
    state.spawner = null
  }
}

/** As Node has it: an abort ends the process, and is its error. */
function endingBy(child: RemoteChild, signal: AbortSignal | undefined): RemoteChild {
  const abort = () => {
    child.kill()
    child.fails(new DOMException('The process was given up.', 'AbortError'))
  }
  if (signal?.aborted) process.nextTick(abort)
  else signal?.addEventListener('abort', abort, { once: true })
  return child
}
