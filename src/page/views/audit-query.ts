import { z } from 'zod'
import type { AuditFilter } from '../../messages/page/audit-page.ts'
import { createReleaseId } from '../../runtime/record/execute-command.ts'
import type { AuditQuery } from '../../store/events/audit-log.ts'
import { parseCursor } from '../cursor.ts'
import type { PageDependencies, ReadCall } from '../page-context.ts'

const cursorSchema = z.strictObject({ at: z.number(), release: z.string(), version: z.int() })
const DAY_S = 86_400

/** Reads the filters of the audit log from an address. */
export function parseAuditFilter({ searchParams }: URL): AuditFilter {
  const get = (name: string) => searchParams.get(name)?.trim() ?? ''
  return {
    repository: get('repository'),
    release: get('release'),
    person: get('person').replace(/^@/, ''),
    type: get('type'),
    since: get('since'),
    until: get('until'),
  }
}

/** Turns filters into what the record is asked: only what the viewer may see. */
export async function createAuditQuery(
  deps: PageDependencies,
  call: ReadCall,
  limit: number,
): Promise<AuditQuery> {
  const filter = parseAuditFilter(call.url)
  const [named, version] = splitRelease(filter)
  const wanted = call.readable.filter(
    ({ repo }) => named === '' || repo.fullName.toLowerCase() === named.toLowerCase(),
  )
  const scope = await deps.readScope(wanted)
  const [only] = wanted
  const isOne = version !== '' && wanted.length === 1 && only
  return {
    ...scope,
    type: filter.type === '' ? null : filter.type,
    person: filter.person === '' ? null : filter.person,
    release: isOne ? createReleaseId(only.repo.ref.id, version) : null,
    version: version === '' || isOne ? null : version,
    since: parseDay(filter.since),
    until: addDay(parseDay(filter.until)),
    after: parseCursor(call.url.searchParams.get('after'), cursorSchema),
    limit,
  }
}

/** `godel/api v2.0.1` names its repository too. */
function splitRelease({ repository, release }: AuditFilter): readonly [string, string] {
  const [first = '', second] = release.split(' ')
  return second === undefined ? [repository, first] : [first, second]
}

function parseDay(day: string): number | null {
  const at = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  return Number.isNaN(at) ? null : at / 1000
}

function addDay(at: number | null): number | null {
  return at === null ? null : at + DAY_S
}
