import { AsyncLocalStorage } from 'node:async_hooks'
import type { Context } from 'probot'
import { z } from 'zod'
import type { WebhookReport } from './report.ts'

/** What the handlers of one delivery reported. */
export interface CollectedReports {
  readonly reports: readonly WebhookReport[]
  /** A handler found the payload to be other than GitHub describes it: then that handler reports nothing. */
  readonly malformed: boolean
}

interface Collection {
  readonly reports: WebhookReport[]
  malformed: boolean
}

const collections = new AsyncLocalStorage<Collection>()

/**
 * Runs the handlers of one delivery and returns what they report. Handlers run side by side, and all of them run again
 * when one throws: so they write nothing, and the caller writes once what all of them reported.
 */
export async function collectReports(runHandlers: () => Promise<void>): Promise<CollectedReports> {
  const collection: Collection = { reports: [], malformed: false }
  await collections.run(collection, runHandlers)
  return collection
}

/**
 * Reports what a payload means; null says that it means nothing to a release. A payload that isn't as GitHub describes
 * it has no effect. Outside of the App, under `probot receive` and `probot run`, the report goes to the log.
 */
export function report({ log }: Pick<Context, 'log'>, parse: () => WebhookReport | null): void {
  const collection = collections.getStore()
  const found = parseSafely(parse)
  if (found === null) return
  if (collection) add(collection, found)
  else if (found === 'malformed')
    log.warn("This payload doesn't match GitHub's description, so nothing is reported.")
  else log.info({ report: found }, 'This delivery means:')
}

function add(collection: Collection, found: WebhookReport | 'malformed'): void {
  if (found === 'malformed') collection.malformed = true
  else collection.reports.push(found)
}

function parseSafely(parse: () => WebhookReport | null): WebhookReport | 'malformed' | null {
  try {
    return parse()
  } catch (error) {
    if (error instanceof z.ZodError) return 'malformed'
    throw error
  }
}
