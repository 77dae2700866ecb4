import type { ProgramSettings } from '../../settings.ts'
import { openStore, type Store } from '../../store/store.ts'

/** The App whose operator gives a command, which may be running or not. */
export type OperatedApp = Pick<Extract<ProgramSettings, { kind: 'app' }>, 'place' | 'app' | 'cacheDir'> & {
  /** Seconds since 1970. */
  readonly now: () => number
}

/**
 * Does something with the record.
 *
 * @throws {Refused} when another process has it
 */
export async function withStore<T>(
  { place }: Pick<OperatedApp, 'place'>,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openStore(place, () => undefined)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
