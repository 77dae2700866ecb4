import {
  type Facts,
  type Known,
  known,
  RISKS,
  type Risk,
  SEVERITIES,
  type Severity,
  unknown,
} from '../facts/facts.ts'
import type { Policy } from '../policy.ts'
import { findLabel } from './labels.ts'

type Criteria = Pick<Policy['criteria'], 'severityLabels' | 'riskLabels'>

/**
 * How severe what a change fixes is: by somebody's assessment, as stated, by labels of the pull request, by labels of its
 * issues. Of several labels the highest counts.
 */
export function determineSeverity(facts: Facts, { severityLabels }: Criteria): Known<Severity> {
  const { assessment, severity } = facts
  if (assessment.known && assessment.value.severity)
    return known(assessment.value.severity, `assessed by ${assessment.value.by}`)
  if (severity.known) return severity

  const told = SEVERITIES.flatMap((one) => findByLabel(facts, one, severityLabels[one]) ?? [])
  return told[0] ?? unknown(`${severity.why}${explainMissingLabel(facts)}`)
}

/** The same, where somebody other than the author says it: what its message claims is no more than a claim. */
export function findSeverityByOthers(facts: Facts, criteria: Criteria): Known<Severity> {
  const { severity } = facts
  const isClaim = severity.known && severity.isClaim === true
  return determineSeverity(
    isClaim ? { ...facts, severity: unknown('only its message says so') } : facts,
    criteria,
  )
}

/** How risky a change is, where somebody has assessed that (§1.1 Risk assessment complete). Of several the highest. */
export function determineRisk(facts: Facts, { riskLabels }: Criteria): Known<Risk> {
  const { assessment } = facts
  if (assessment.known) return known(assessment.value.risk, `assessed by ${assessment.value.by}`)

  const told = RISKS.toReversed().flatMap((risk) => findByLabel(facts, risk, riskLabels[risk]) ?? [])
  return told[0] ?? unknown(`${assessment.why}${explainMissingLabel(facts)}`)
}

function findByLabel<T>({ labels, issues }: Facts, value: T, wanted: readonly string[]): Known<T> | null {
  const own = findLabel(labels.known ? labels.value : [], wanted)
  if (own !== undefined) return known(value, `the label \`${own}\``)

  for (const issue of issues.known ? issues.value : []) {
    const label = findLabel(issue.labels ?? [], wanted)
    if (label !== undefined) return known(value, `the label \`${label}\` of issue #${issue.number}`)
  }
  return null
}

function explainMissingLabel({ labels }: Facts): string {
  return labels.known ? ', and no label says it' : ', and its labels are not known'
}
