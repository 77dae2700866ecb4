import type { IncomingMessage } from 'node:http'
import type { Log } from '../logging/log.ts'
import type { Reply } from './reply.ts'

/** A request as Node has it. */
export type HttpRequest = IncomingMessage

/** One request, by the id that its answer carries, with the log of it. */
export interface HttpCall {
  readonly request: HttpRequest
  readonly id: string
  readonly log: Log
  /** Aborted when the server takes nothing new: streams end then. */
  readonly closing: AbortSignal
  /** What stands in its path for `:name`, decoded. */
  readonly params: Readonly<Record<string, string>>
}

export interface HttpRoute {
  /** What it is called in the metrics. */
  readonly name:
    | 'webhook'
    | 'alive'
    | 'ready'
    | 'metrics'
    | 'link'
    | 'slack'
    | 'alerts'
    | 'gates'
    | 'deployments'
    | 'page'
    | 'live'
    | 'api'
    | 'chart'
  readonly method: 'GET' | 'POST'
  /** `/releases/:owner/:repository`: `:name` stands for one part of a path. */
  readonly path: string
  /** Whether it answers everything below its path, too. */
  readonly isPrefix?: boolean
  readonly answer: (call: HttpCall) => Promise<Reply>
}
