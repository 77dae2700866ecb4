import type { Buffer } from 'node:buffer'
import type { Caller } from './state.ts'

/** A call that someone makes over HTTP. Names are those of faults: GitHub's own, `git/upload-pack`, `git/receive-pack`. */
export interface PassingCall {
  /** Just before it is worked, or when that was done and its answer has not left yet. What failed has no after. */
  readonly when: 'before' | 'after'
  readonly call: string
  readonly method: string
  readonly path: string
  readonly caller: Caller
  /** Of git only what is pushed is looked at. */
  readonly body: Buffer
}

/**
 * Sees every call pass, and holds it up while it looks. `breaks` ends the connection there and then: before, so that
 * nothing is done; after, so that it is done and no one hears of it.
 */
export type Tap = (passing: PassingCall) => 'goes-on' | 'breaks' | Promise<'goes-on' | 'breaks'>

/** Has all taps look, one after the other. */
export async function pass(taps: ReadonlySet<Tap>, passing: PassingCall): Promise<'goes-on' | 'breaks'> {
  for (const tap of taps) if ((await tap(passing)) === 'breaks') return 'breaks'
  return 'goes-on'
}
