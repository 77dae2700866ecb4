import { nameOf } from '../candidate.ts'
import type { ChangeType } from '../facts.ts'
import { pathFinderOf } from '../patterns.ts'
import { type Found, finding, labelling, type Question, sentence } from './question.ts'
import { riskOf, severityOf } from './severity.ts'

/** Taken however severe they are: what is stolen or lost does not come back (Eligible Changes, Always). */
const WHATEVER_SEVERITY: readonly ChangeType[] = ['security', 'data-loss']

/** §1.1 Fixes critical issue (P0 or P1). */
export function severity({ candidate, facts, policy }: Question, type: ChangeType): Found {
  const { severities, severityLabels } = policy.criteria
  const found = severityOf(facts, policy.criteria)
  const labels = severities.flatMap((one) => severityLabels[one].slice(0, 1))
  const change = sentence(labelling(candidate, labels, `severity: ${severities.at(-1) ?? 'P1'}`))
  if (!found.known) return finding('unknown', `Its severity is not known: ${found.why}.`, change)
  if (severities.includes(found.value)) return finding('yes', `It is ${found.value} (${found.source}).`, null)
  if (WHATEVER_SEVERITY.includes(type))
    return finding(
      'yes',
      `It is ${found.value} (${found.source}), and ${type} is taken whatever its severity.`,
      null,
    )

  const wanted = severities.join(' or ')
  return finding(
    'no',
    `It is ${found.value} (${found.source}), and a patch takes ${wanted || 'none'}.`,
    change,
  )
}

/** §1.1 Has test coverage: the change touches tests. */
export function testCoverage({ candidate, policy }: Question): Found {
  const isTest = pathFinderOf(policy.criteria.testPaths)
  const paths = [...new Set([...candidate.commits, ...candidate.merged].flatMap((commit) => commit.paths))]
  const [first, ...others] = paths.filter((path) => isTest(path) !== null)
  if (first !== undefined) return finding('yes', `It touches ${andMore(first, others.length)}.`, null)

  const change =
    'If its tests lie elsewhere, add their place to `criteria.testPaths`; else it is picked by name only.'
  if (paths.length === 0) return finding('unknown', 'Which files it touches is not known.', change)
  return finding(
    'no',
    `None of the files that it touches is a test: ${andMore(paths[0] ?? '', paths.length - 1)}.`,
    change,
  )
}

/** §1.1 No merge conflicts expected. */
export function picksClean({ alone }: Question): Found {
  switch (alone.kind) {
    case 'clean':
      return finding('yes', "Picked alone on the line's last tag, it applies.", null)
    case 'empty':
      return finding('no', 'Picked alone, it changes nothing: the line has it already.', 'Leave it out.')
    case 'conflict': {
      const [first, ...others] = alone.files.map(({ path }) => path)
      const where = first === undefined ? '' : ` in ${andMore(first, others.length)}`
      return finding(
        'no',
        `Picked alone on the line's last tag, ${nameOf(alone.at)} conflicts${where}.`,
        'Take the earlier changes that it stands on too, or bring a version of it that is made for the line.',
      )
    }
  }
}

/** §1.1 Risk assessment complete. That it is complete counts, not what it says. */
export function riskAssessed({ candidate, facts, policy }: Question): Found {
  const risk = riskOf(facts, policy.criteria)
  if (risk.known) return finding('yes', `Its risk is ${risk.value} (${risk.source}).`, null)

  const labels = [
    policy.criteria.riskLabels.low,
    policy.criteria.riskLabels.medium,
    policy.criteria.riskLabels.high,
  ]
  const change = labelling(
    candidate,
    labels.flatMap((some) => some.slice(0, 1)),
    'assessment: { by, risk }',
  )
  return finding('unknown', `Nobody is known to have assessed its risk: ${risk.why}.`, sentence(change))
}

function andMore(first: string, others: number): string {
  if (others === 0) return `\`${first}\``
  return `\`${first}\` and ${others} more ${others === 1 ? 'file' : 'files'}`
}
