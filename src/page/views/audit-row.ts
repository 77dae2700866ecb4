import { describeHistoryEvent } from '../../messages/history/describe-history-event.ts'
import type { AuditRow } from '../../messages/page/audit-page.ts'
import { describeOriginator } from '../../messages/wording.ts'
import { releaseEventSchema } from '../../release/lifecycle/events.ts'
import type { AuditEntry } from '../../store/events/audit-log.ts'
import type { PageCall } from '../page-context.ts'

/** An entry in words. What a newer program wrote has none here, and is shown by its type. */
export function toAuditRow(entry: AuditEntry, { readable }: Pick<PageCall, 'readable'>): AuditRow {
  const [repositoryId = '', version = ''] = entry.release.split(':', 2)
  const repository =
    readable.find(({ repo }) => String(repo.ref.id) === repositoryId)?.repo.fullName ?? repositoryId
  const parsed = releaseEventSchema.safeParse(JSON.parse(entry.payload))
  return {
    at: entry.at,
    who: parsed.success ? describeOriginator(parsed.data.by, ({ login }) => login) : entry.by,
    repository,
    version,
    type: entry.type,
    what: parsed.success ? describeHistoryEvent(parsed.data, version) : entry.type,
  }
}
