import { spawn } from 'node:child_process'
import type { Child, ProcessCall } from './child.ts'
import { endWithUs } from './end-with-us.ts'
import { openProcessLauncher, type ProcessLauncher } from './fork-launcher.ts'
import type { LaunchedChild } from './launched-child.ts'

/**
 * To start a process is to copy the page tables of the one that starts it, and until that is done it does nothing else:
 * 1 ms in a small one, 5 to 25 ms in one of some hundred MiB (bench/spawn.ts). So one that starts many leaves it to a
 * small one. Few are started here.
 */
const FEW = 24

const state: { count: number; launcher: ProcessLauncher | null } = { count: 0, launcher: null }

/** Starts a process. It ends with ours. */
export function spawnProcess(call: ProcessCall, signal?: AbortSignal): Child {
  state.count += 1
  if (state.launcher?.lives) return endOnAbort(state.launcher.start(call), signal)
  // Also where it came to an end: the next one is opened after as many again.
  if (state.count % FEW === 0) void openForOthers()
  return spawnHere(call, signal)
}

/** As `spawnProcess`, from this process. */
export function spawnHere({ program, args, env }: ProcessCall, signal?: AbortSignal): Child {
  const options = { env: { ...env }, stdio: 'pipe' as const, ...(signal ? { signal } : {}) }
  return endWithUs(spawn(program, [...args], options))
}

/** Where it cannot be had, everything is started here. */
async function openForOthers(): Promise<void> {
  try {
    state.launcher = await openProcessLauncher()
  } catch {
    state.launcher = null
  }
}

/** As Node has it: an abort ends the process, and is its error. */
function endOnAbort(child: LaunchedChild, signal: AbortSignal | undefined): LaunchedChild {
  const abort = () => {
    child.kill()
    child.fails(new DOMException('The process was given up.', 'AbortError'))
  }
  if (signal?.aborted) process.nextTick(abort)
  else signal?.addEventListener('abort', abort, { once: true })
  return child
}
