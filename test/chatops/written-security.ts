import fc from 'fast-check'
import type { RequestOf } from '../../src/chatops/request.ts'

/** What people ask of an advisory. */
export const ADVISORY_REQUESTS = fc.oneof(
  fc.record({ name: fc.constant('advisory'), what: fc.constant('draft') }),
  fc.record({
    name: fc.constant('advisory'),
    what: fc.constant('cve'),
    cve: fc.constantFrom(null, 'CVE-2026-10421', 'CVE-1999-123456'),
  }),
  fc.record({
    name: fc.constant('advisory'),
    what: fc.constant('introduced-by'),
    commit: fc.constantFrom('1a2b3c4', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'),
  }),
)

/** How they write it. */
export function wordsOfAdvisory(request: RequestOf<'advisory'>): string {
  switch (request.what) {
    case 'draft':
      return 'draft'
    case 'cve':
      return `cve=${request.cve ?? 'request'}`
    case 'introduced-by':
      return `introduced-by=${request.commit}`
  }
}

/** How people write when a release is disclosed. */
export function wordsOfDisclosure(request: RequestOf<'disclose'>): string[] {
  const because = request.because === null ? '' : `because ${request.because}`
  if (request.how === 'now') return ['disclose now', because]
  const how = request.how === 'at' ? 'at' : 'postpone'
  return ['disclose', how, request.on, quoteZone(request.timeZone), because]
}

function quoteZone(zone: string | null): string {
  return zone === null ? '' : `zone="${zone.replace(/["\\]/g, '\\$&')}"`
}
