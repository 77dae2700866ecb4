import { type AuditEntry, listAuditEntries } from '../../store/events/audit-log.ts'
import type { PageCall, PageDependencies } from '../page-context.ts'
import { createAuditQuery } from './audit-query.ts'
import { toAuditRow } from './audit-row.ts'

/** Read at a time, so that an export of any length takes little memory. */
const BATCH = 500

/** Streams the events that match as JSON Lines: each as it is stored, with its release and number. */
export async function* exportJsonLines(deps: PageDependencies, call: PageCall): AsyncGenerator<string> {
  for await (const batch of readBatches(deps, call))
    yield batch
      .map(({ release, version, at, by, payload }) => {
        const repository = toAuditRow({ release, version, at, by, payload, type: '' }, call).repository
        return `${JSON.stringify({ release, repository, number: version, at, by, event: JSON.parse(payload) })}\n`
      })
      .join('')
}

/** Streams the events that match as CSV (RFC 4180), each in a sentence. */
export async function* exportCsv(deps: PageDependencies, call: PageCall): AsyncGenerator<string> {
  yield 'at,who,repository,version,number,event,what\r\n'
  for await (const batch of readBatches(deps, call))
    yield batch
      .map((entry) => {
        const { at, who, repository, version, type, what } = toAuditRow(entry, call)
        const cells = [
          new Date(at * 1000).toISOString(),
          who,
          repository,
          version,
          String(entry.version),
          type,
          what,
        ]
        return `${cells.map(quoteCell).join(',')}\r\n`
      })
      .join('')
}

/** A cell that begins like a formula is one for spreadsheets: a quote before it makes it a text. */
function quoteCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

async function* readBatches(deps: PageDependencies, call: PageCall): AsyncGenerator<readonly AuditEntry[]> {
  const query = await createAuditQuery(deps, call, BATCH)
  let after = query.after
  for (;;) {
    const batch = await deps.store.transact((unit) => listAuditEntries(unit, { ...query, after }))
    if (batch.length > 0) yield batch
    const last = batch.at(-1)
    if (!last || batch.length < BATCH || call.closing.aborted) return
    after = { at: last.at, release: last.release, version: last.version }
  }
}
