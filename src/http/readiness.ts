import type { Log } from '../logging/log.ts'
import type { Health } from '../store/database.ts'

/** What must hold before work is sent here: by name, how it is now. Asked often: it should take milliseconds. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<Health>>>

/** A check that says nothing for so long says no. */
const TIMEOUT_MS = 2_000
/** Whoever asks more often gets the same answer: anybody may ask. */
const FRESH_MS = 1_000

/**
 * Whether all checks hold. Why one does not is for the log: whoever asks may be anybody (threat N3).
 *
 * @returns asks them, and says yes or no
 */
export function createReadinessCheck(checks: ReadinessChecks, log: Log): () => Promise<boolean> {
  let asked: { readonly at: number; readonly answer: Promise<boolean> } | null = null
  let before = '[]'
  const ask = async () => {
    const ill = (await Promise.all(Object.entries(checks).map(findIllness))).filter((one) => one !== null)
    const now = JSON.stringify(ill)
    if (now !== before && ill.length > 0) log.warn({ checks: ill }, 'The program is not ready.')
    if (now !== before && ill.length === 0) log.info('The program is ready again.')
    before = now
    return ill.length === 0
  }
  return () => {
    const at = performance.now()
    if (asked === null || at - asked.at > FRESH_MS) asked = { at, answer: ask() }
    return asked.answer
  }
}

async function findIllness([name, check]: [string, () => Promise<Health>]) {
  const health = await Promise.race([check().catch(toIllHealth), timeOut()])
  return health.kind === 'well' ? null : { name, what: health.refusal.what, next: health.refusal.next }
}

async function timeOut(): Promise<Health> {
  await new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS).unref())
  return createIllness(`didn't answer within ${TIMEOUT_MS / 1000} seconds.`)
}

function toIllHealth(error: unknown): Health {
  return createIllness(`failed: ${error instanceof Error ? error.message : String(error)}`)
}

function createIllness(what: string): Health {
  return {
    kind: 'ill',
    refusal: { kind: 'usage', what: `The check ${what}`, next: 'Check the earlier entries of the log.' },
  }
}
