import { formatCandidateName } from '../changes/candidate.ts'
import type { ChangeType } from '../facts/facts.ts'
import { compilePathFinder } from '../patterns.ts'
import {
  capitalizeSentence,
  createFinding,
  type EligibilityQuestion,
  type RuleAnswer,
  suggestLabelling,
} from './findings.ts'
import { determineRisk, determineSeverity } from './severity.ts'

/** Taken however severe they are: what is stolen or lost does not come back (Eligible Changes, Always). */
export const WHATEVER_SEVERITY: readonly ChangeType[] = ['security', 'data-loss']

/** §1.1 Fixes critical issue (P0 or P1). */
export function checkSeverity(
  { candidate, facts, policy }: EligibilityQuestion,
  type: ChangeType,
): RuleAnswer {
  const { severities, severityLabels } = policy.criteria
  const found = determineSeverity(facts, policy.criteria)
  const labels = severities.flatMap((one) => severityLabels[one].slice(0, 1))
  const change = capitalizeSentence(
    suggestLabelling(candidate, labels, `severity: ${severities.at(-1) ?? 'P1'}`),
  )
  if (!found.known) return createFinding('unknown', `Its severity is not known: ${found.why}.`, change)
  if (severities.includes(found.value))
    return createFinding('yes', `It is ${found.value} (${found.source}).`, null)
  if (WHATEVER_SEVERITY.includes(type))
    return createFinding(
      'yes',
      `It is ${found.value} (${found.source}), and ${type} is taken whatever its severity.`,
      null,
    )

  const wanted = severities.join(' or ')
  return createFinding(
    'no',
    `It is ${found.value} (${found.source}), and a patch takes ${wanted || 'none'}.`,
    change,
  )
}

/** §1.1 Has test coverage: the change touches tests. For what cannot wait, a missing one is a question. */
export function checkTestCoverage({ candidate, policy }: EligibilityQuestion, type: ChangeType): RuleAnswer {
  const isTest = compilePathFinder(policy.criteria.testPaths)
  const paths = [...new Set([...candidate.commits, ...candidate.merged].flatMap((commit) => commit.paths))]
  const [first, ...others] = paths.filter((path) => isTest(path) !== null)
  if (first !== undefined)
    return createFinding('yes', `It touches ${formatMore(first, others.length)}.`, null)

  const change =
    'If its tests lie elsewhere, add their place to `criteria.testPaths`; else it is picked by name only.'
  if (paths.length === 0) return createFinding('unknown', 'Which files it touches is not known.', change)
  const asks = policy.criteria.missingTestAsks.includes(type)
  const saw = `None of the files that it touches is a test: ${formatMore(paths[0] ?? '', paths.length - 1)}.`
  return asks
    ? createFinding(
        'unknown',
        `${saw} A ${type} fix may go without one.`,
        'Confirm that it was tested in another way.',
      )
    : createFinding('no', saw, change)
}

/** §1.1 No merge conflicts expected. */
export function checkPicksCleanly({ alone }: EligibilityQuestion): RuleAnswer {
  switch (alone.kind) {
    case 'clean':
      return createFinding('yes', "Picked alone on the line's last tag, it applies.", null)
    case 'unknown':
      return createFinding('unknown', `Whether it applies is not known: ${alone.why}.`, null)
    case 'empty':
      return createFinding(
        'no',
        'Picked alone, it changes nothing: the line has it already.',
        'Leave it out.',
      )
    case 'conflict': {
      const [first, ...others] = alone.files.map(({ path }) => path)
      const where = first === undefined ? '' : ` in ${formatMore(first, others.length)}`
      return createFinding(
        'no',
        `Picked alone on the line's last tag, ${formatCandidateName(alone.at)} conflicts${where}.`,
        'Take the earlier changes that it stands on too, or bring a version of it that is made for the line.',
      )
    }
  }
}

/** §1.1 Risk assessment complete. That it is complete counts, not what it says. */
export function checkRiskAssessed({ candidate, facts, policy }: EligibilityQuestion): RuleAnswer {
  const risk = determineRisk(facts, policy.criteria)
  if (risk.known) return createFinding('yes', `Its risk is ${risk.value} (${risk.source}).`, null)

  const labels = [
    policy.criteria.riskLabels.low,
    policy.criteria.riskLabels.medium,
    policy.criteria.riskLabels.high,
  ]
  const change = suggestLabelling(
    candidate,
    labels.flatMap((some) => some.slice(0, 1)),
    'assessment: { by, risk }',
  )
  return createFinding('unknown', `Its risk isn't assessed: ${risk.why}.`, capitalizeSentence(change))
}

function formatMore(first: string, others: number): string {
  if (others === 0) return `\`${first}\``
  return `\`${first}\` and ${others} more ${others === 1 ? 'file' : 'files'}`
}
