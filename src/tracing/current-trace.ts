import { AsyncLocalStorage } from 'node:async_hooks'

/** Where something stands in its trace: a `traceparent` (W3C Trace Context), `00-4bf9…-00f0…-01`. */
export type Traceparent = string

const current = new AsyncLocalStorage<Traceparent | null>()

/** Runs work as a part of a trace: jobs that it enqueues go on with that trace. Null belongs to none. */
export function runInTrace<T>(trace: Traceparent | null, work: () => T): T {
  return current.run(trace, work)
}

/** Returns the trace of what runs now; null where it belongs to none, or traces are off. */
export function getCurrentTrace(): Traceparent | null {
  return current.getStore() ?? null
}

/** Returns the id of that trace, by which lines of the log are found. */
export function getCurrentTraceId(): string | null {
  return getCurrentTrace()?.split('-')[1] ?? null
}
