import { formatCandidateName } from '../../release/changes/candidate.ts'
import type { FactsProblem, FactsRefusal } from '../../release/facts/facts-file.ts'
import type { Refusal } from '../../release/refusal.ts'

/** Puts into words why a facts file can't be used. */
export function describeFactsRefusal(refusal: FactsRefusal): Refusal {
  switch (refusal.code) {
    case 'facts-wrong':
      return describeProblems(refusal.problems)
    case 'fits-several': {
      const [one, other] = refusal.candidates.map(formatCandidateName)
      return {
        kind: 'config',
        what: `\`${refusal.key}\` in the facts file fits both ${one} and ${other}.`,
        next: 'Write more digits of the commit.',
      }
    }
    case 'stated-twice': {
      const [before, key] = refusal.keys
      return {
        kind: 'config',
        what: `The facts file names ${formatCandidateName(refusal.candidate)} twice, as \`${before}\` and as \`${key}\`.`,
        next: 'Put its facts under one of them.',
      }
    }
  }
}

function describeProblems(problems: readonly FactsProblem[]): Refusal {
  const places = problems.length === 1 ? 'one place' : `${problems.length} places`
  const lines = problems.map(describeProblem)
  return {
    kind: 'config',
    what: `The facts file is wrong in ${places}, so it wasn't used:\n${lines.join('\n')}`,
    next: 'Correct the file. docs/facts.md shows every key with an example.',
  }
}

function describeProblem(problem: FactsProblem): string {
  const place = problem.path.join('.') || 'the file'
  switch (problem.kind) {
    case 'unknown-key':
      return `- ${place}: unknown key, ${problem.expected}`
    case 'wrong-key':
      return `- ${place}: ${problem.expected}`
    case 'wrong-value':
      return `- ${place}: found ${problem.found}, ${problem.expected}`
  }
}
