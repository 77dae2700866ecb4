import type { Facts, Known } from '../../release/facts.ts'
import type { Line } from './line.ts'
import { labelled, section } from './screen.ts'

/** What is known of a change beyond its commits, each with its source. What is not known is said by the rules. */
export function factLines(facts: Facts, width: number): Line[] {
  const rows = [
    ...row('labels', facts.labels, (labels) => labels.join(', ')),
    ...row('issues', facts.issues, (issues) => issues.map(({ number }) => `#${number}`).join(', ')),
    ...row('severity', facts.severity, (severity) => severity),
    ...row('CVSS', facts.cvss, (score) => score.toFixed(1)),
    ...row('CVE', facts.cve, (cve) => cve),
    ...row('reviewed', facts.reviewed, yesNo),
    ...row('checks', facts.checksPassed, (passed) => (passed ? 'passed' : 'failed')),
    ...row('breaking', facts.breaking, yesNo),
    ...row('assessed', facts.assessment, ({ by, risk }) => `risk ${risk}, by ${by}`),
    ...row('exception', facts.exception, ({ by, until }) => `by ${by}, until ${until}`),
  ]
  return rows.length === 0 ? [] : section('Known', labelled(rows, width - 2))
}

function row<T>(label: string, fact: Known<T>, text: (value: T) => string): (readonly [string, string])[] {
  if (!fact.known) return []
  const shown = text(fact.value)
  return shown === '' ? [] : [[label, `${shown} (${fact.source})`]]
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}
