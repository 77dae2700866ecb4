import type { IncomingMessage } from 'node:http'
import type { Log } from '../logging/log.ts'
import type { Reply } from './reply.ts'

/** One request, by the id that its answer carries, with the log of it. */
export interface HttpCall {
  readonly request: IncomingMessage
  readonly id: string
  readonly log: Log
}

export interface HttpRoute {
  /** What it is called in the metrics. */
  readonly name: 'webhook' | 'alive' | 'ready' | 'metrics' | 'link' | 'slack' | 'alerts' | 'gates'
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Whether it answers everything below its path, too. */
  readonly isPrefix?: boolean
  readonly answer: (call: HttpCall) => Promise<Reply>
}
