import type { Facts, Known } from '../../release/facts/facts.ts'
import type { ScreenLine } from './line.ts'
import { createLabelledRows, createScreenSection } from './screen.ts'

/** What is known of a change beyond its commits, each with its source. What is not known is said by the rules. */
export function renderFacts(facts: Facts, width: number): ScreenLine[] {
  const rows = [
    ...createRow('labels', facts.labels, (labels) => labels.join(', ')),
    ...createRow('issues', facts.issues, (issues) => issues.map(({ number }) => `#${number}`).join(', ')),
    ...createRow('severity', facts.severity, (severity) => severity),
    ...createRow('CVSS', facts.cvss, (score) => score.toFixed(1)),
    ...createRow('CVE', facts.cve, (cve) => cve),
    ...createRow('reviewed', facts.reviewed, formatYesNo),
    ...createRow('checks', facts.checksPassed, (passed) => (passed ? 'passed' : 'failed')),
    ...createRow('breaking', facts.breaking, formatYesNo),
    ...createRow('assessed', facts.assessment, ({ by, risk }) => `risk ${risk}, by ${by}`),
    ...createRow('exception', facts.exception, ({ by, until }) => `by ${by}, until ${until}`),
  ]
  return rows.length === 0 ? [] : createScreenSection('Known', createLabelledRows(rows, width - 2))
}

function createRow<T>(
  label: string,
  fact: Known<T>,
  text: (value: T) => string,
): (readonly [string, string])[] {
  if (!fact.known) return []
  const shown = text(fact.value)
  return shown === '' ? [] : [[label, `${shown} (${fact.source})`]]
}

function formatYesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}
