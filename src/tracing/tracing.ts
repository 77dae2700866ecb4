import type { Traceparent } from './current-trace.ts'

/** What a span says of its work. Never text from outside: no payload, no title, no secret. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>

/** Work that is to be seen in a trace. */
export interface SpanOptions {
  /** One of few: `POST /api/github/webhooks`, `effects push-branch`. */
  readonly name: string
  readonly kind: 'server' | 'consumer'
  /** What it follows from; null begins a trace. */
  readonly parent: Traceparent | null
  readonly attributes: SpanAttributes
}

/** A span while its work runs. */
export interface RunningSpan {
  /** Null where traces are off. */
  readonly trace: Traceparent | null
  setAttributes(attributes: SpanAttributes): void
  /** Marks the work as failed, by the kind of the failure. */
  setFailed(kind: string): void
}

/** Tells a collector what runs when, how long, and what follows from what. */
export interface Tracing {
  /** Runs work in a span of its own; what it enqueues goes on with its trace. An error marks the span as failed. */
  runInSpan<T>(options: SpanOptions, work: (span: RunningSpan) => Promise<T>): Promise<T>
  /** Sends what is left, for at most so many milliseconds. */
  close(milliseconds: number): Promise<void>
}

const NO_SPAN: RunningSpan = { trace: null, setAttributes: () => undefined, setFailed: () => undefined }

/** Traces nothing: what runs where no collector is set. */
export const NO_TRACING: Tracing = {
  runInSpan: (_, work) => work(NO_SPAN),
  close: async () => undefined,
}
