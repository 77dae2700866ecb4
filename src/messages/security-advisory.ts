import type { Policy } from '../release/policy.ts'
import {
  type AdvisoryFacts,
  type AdvisoryPart,
  nameAffectedLine,
  nameSeverity,
  type Supplier,
  scoreAdvisory,
} from '../release/security/advisory.ts'
import { escapeInvisibleLines } from './text/escape-invisible.ts'
import { escapeMarkdown } from './text/markdown.ts'
import { fillTemplate, type Template } from './text/template.ts'

/** Where the template of a security advisory is; a repository can replace it. */
export const SECURITY_ADVISORY_TEMPLATE = {
  file: 'templates/security-advisory.liquid',
  url: new URL('../../templates/security-advisory.liquid', import.meta.url),
} as const

/** What stands where a part isn't supplied yet, in a draft. */
const NOT_YET = '*Not written yet.*'

/** The texts of the sections that the process document names; a section of another title has none of its own. */
const SECTION_TEXTS: Readonly<Record<string, (facts: AdvisoryFacts) => string | null>> = {
  Summary: ({ summary }) => writeLines(summary),
  Impact: ({ impact }) => writeLines(impact),
  Mitigation: ({ mitigation }) => writeLines(mitigation),
  Patch: ({ patch }) => writeLines(patch),
  Credits: ({ credits }) =>
    credits.length === 0
      ? null
      : credits.map(({ name, role }) => `- ${escapeMarkdown(name)} (${role})`).join('\n'),
}

/** Names each part of an advisory for people. */
export const ADVISORY_PART_NAMES: Readonly<Record<AdvisoryPart, string>> = {
  title: 'title',
  cve: 'CVE id (`cve`), or why there is none (`cveWaived`)',
  cvss: 'CVSS vector (`cvss`)',
  'affected-versions': 'affected versions (`introducedBy` or `affected`)',
  'fixed-versions': 'fixed version of every affected line (`fixed`)',
  summary: 'summary',
  impact: 'impact',
  mitigation: 'mitigation',
  patch: 'patch',
  credits: 'credits',
}

/** Names who can supply a missing part. */
export const SUPPLIER_NAMES: Readonly<Record<Supplier, string>> = {
  'security-team': 'the security team',
  reporter: 'the reporter',
  release: 'the release manager, when the version is known',
}

/** What an advisory is rendered from. */
interface AdvisoryToRender {
  readonly facts: AdvisoryFacts
  readonly sections: Policy['security']['advisorySections']
  readonly template: Template
}

/**
 * Renders the security advisory as GitHub Markdown (Security Advisory Template). Its texts are the security team's own
 * Markdown; ids, names and versions are escaped. What is missing is said to be missing.
 *
 * @throws {Refused} `config`: the template is wrong
 */
export function renderSecurityAdvisory({ facts, sections, template }: AdvisoryToRender): string {
  const score = scoreAdvisory(facts)
  const rendered = fillTemplate(template, {
    id: escapeMarkdown(facts.id),
    title: facts.title === null ? null : escapeMarkdown(facts.title),
    severity: score ? nameSeverity(score) : NOT_YET,
    vector: score?.vector ?? null,
    affected: orNotYet(facts.affected.map(nameAffectedLine)),
    fixed: orNotYet(facts.affected.flatMap(({ fixed }) => (fixed === null ? [] : [`v${fixed}`]))),
    cve: facts.cve ?? (facts.cveWaived === null ? NOT_YET : `None: ${escapeMarkdown(facts.cveWaived)}`),
    sections: sections.map(({ title }) => ({
      title: escapeMarkdown(title),
      text: SECTION_TEXTS[title]?.(facts) ?? NOT_YET,
    })),
  })
  return `${rendered.trimEnd()}\n`
}

function orNotYet(texts: readonly string[]): readonly string[] {
  return texts.length === 0 ? [NOT_YET] : texts.map(escapeMarkdown)
}

function writeLines(text: string | null): string | null {
  return text === null ? null : escapeInvisibleLines(text).trim()
}
