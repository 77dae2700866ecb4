import type { DoctorCheck } from '../../cli/engine.ts'
import { Refused } from '../../release/refusal.ts'

/** What a look found, and what to do about it. */
export type CheckAnswer = Pick<DoctorCheck, 'outcome' | 'saw' | 'next'>

/** One look of a doctor's. What is refused while it looks is what it found. */
export async function check(name: string, look: () => Promise<CheckAnswer>): Promise<DoctorCheck> {
  try {
    return { name, ...(await look()) }
  } catch (error) {
    if (error instanceof Refused) return { name, ...fail(error.refusal.what, error.refusal.next) }
    const saw = error instanceof Error ? error.message : String(error)
    return { name, ...fail(saw, 'Run the command again with `--debug` and report what it shows.') }
  }
}

export function createOk(saw: string): CheckAnswer {
  return { outcome: 'ok', saw, next: null }
}

/** Nothing is broken by it, and somebody should know. */
export function warn(saw: string, next: string): CheckAnswer {
  return { outcome: 'warn', saw, next }
}

export function fail(saw: string, next: string): CheckAnswer {
  return { outcome: 'fail', saw, next }
}
