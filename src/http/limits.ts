/** What the door takes, at most. Times are milliseconds. */
export interface Limits {
  /** GitHub sends no larger payload (https://docs.github.com/webhooks/webhook-events-and-payloads#payload-cap). */
  readonly bodyBytes: number
  /** Bodies up to this size always find room; larger ones share what `largeBytes` says. */
  readonly smallBytes: number
  /** Of larger bodies in memory at the same time, as anybody may send them: signatures are checked at their end. */
  readonly largeBytes: number
  readonly connections: number
  /** Until all headers, and all of the body, must be there. */
  readonly headersMs: number
  readonly requestMs: number
  /** Longer than the proxies in front of us keep a connection, so that they never find one closed. */
  readonly idleMs: number
  /** GitHub gives up after 10 seconds. */
  readonly storeMs: number
}

export const LIMITS: Limits = {
  bodyBytes: 25 * 1024 * 1024,
  smallBytes: 64 * 1024,
  largeBytes: 100 * 1024 * 1024,
  connections: 1000,
  headersMs: 5_000,
  requestMs: 15_000,
  idleMs: 75_000,
  storeMs: 9_000,
}
