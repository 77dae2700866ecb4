import { valid } from 'semver'
import { type AdvisoryFacts, advisoryFactsSchema, type Credit } from './advisory.ts'
import { listAffectedLines } from './advisory-file.ts'
import { isInRange } from './version-range.ts'

/** A repository advisory, as people wrote it on GitHub. */
export interface WrittenAdvisory {
  readonly ghsa: string
  readonly cve: string | null
  readonly cvss: string | null
  readonly cwes: readonly string[]
  readonly credits: readonly { readonly login: string; readonly type: string }[]
  readonly summary: string
  /** Markdown, with the headings of the Security Advisory Template. */
  readonly description: string
  readonly affected: readonly { readonly range: string | null; readonly patched: string | null }[]
}

const CREDIT_ROLES: Readonly<Record<string, Credit['role']>> = {
  finder: 'finder',
  reporter: 'reporter',
  analyst: 'analyst',
  coordinator: 'coordinator',
  remediation_developer: 'remediation-developer',
}

/**
 * Reads the facts of an advisory from what people wrote (Security Advisory Template).
 *
 * @param id what the team calls it, `GSA-2026-001`
 * @param released every stable version that was released, without a `v`: of these the affected ones are listed
 */
export function readWrittenAdvisory(
  written: WrittenAdvisory,
  { id, released }: { readonly id: string; readonly released: readonly string[] },
): AdvisoryFacts {
  const { ghsa, cve, cvss, summary, description, affected } = written
  const sections = readAdvisorySections(description)
  const ranges = affected.flatMap(({ range }) => (range === null ? [] : [range]))
  const containing = released.filter((version) => ranges.some((range) => isInRange(version, range)))
  const fixed = affected.flatMap(({ patched }) => (patched !== null && valid(patched) ? [patched] : []))
  return advisoryFactsSchema.parse({
    ...{ id, ghsa, cve, cveWaived: null, cvss },
    title: summary.trim() || null,
    cwes: written.cwes.filter((cwe) => /^CWE-\d{1,5}$/.test(cwe)).slice(0, 20),
    summary: sections.get('summary') ?? sections.get('') ?? null,
    impact: sections.get('impact') ?? null,
    mitigation: sections.get('mitigation') ?? null,
    patch: sections.get('patch') ?? null,
    credits: written.credits.flatMap(({ login, type }) => {
      const role = CREDIT_ROLES[type]
      return role ? [{ name: login, role }] : []
    }),
    affected: listAffectedLines(containing, fixed),
    references: [],
  })
}

/** The headings that people write, by the section of the template that they mean. */
const HEADINGS: readonly { readonly section: string; readonly pattern: RegExp }[] = [
  { section: 'summary', pattern: /^summary\b/i },
  { section: 'impact', pattern: /^impact\b/i },
  { section: 'mitigation', pattern: /^(?:mitigations?|workarounds?)\b/i },
  { section: 'patch', pattern: /^(?:patch|patches|fix|solution)\b/i },
  { section: 'credits', pattern: /^credits?\b/i },
]

/**
 * Reads the texts under the headings of an advisory; what stands before the first is under ''. Under a heading that the template
 * doesn't have nothing is read, and neither is a comment that only its editor shows.
 */
export function readAdvisorySections(description: string): ReadonlyMap<string, string> {
  const sections = new Map<string, string>()
  let current: string | null = ''
  for (const line of description.replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '').split(/\r?\n/)) {
    const [, heading] = /^#{1,6}[ \t]+(.+)$/.exec(line) ?? []
    if (heading !== undefined)
      current = HEADINGS.find(({ pattern }) => pattern.test(heading.trim()))?.section ?? null
    else if (current !== null) sections.set(current, `${sections.get(current) ?? ''}${line}\n`)
  }
  return new Map([...sections].flatMap(([name, text]) => (text.trim() ? [[name, text.trim()] as const] : [])))
}
