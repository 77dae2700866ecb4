import type { Candidate } from '../../src/release/changes/candidate.ts'
import { type ChangeType, type Facts, known } from '../../src/release/facts/facts.ts'
import { createUnknownFacts } from '../../src/release/facts/merge-facts.ts'
import type { Considered, PickOutcome, Plan } from '../../src/release/planning/plan.ts'
import { candidateOf, commitOf } from './candidates.ts'

const CLEAN: PickOutcome = { kind: 'clean', tree: '4b825dc642cb6eb9a060e54bf8d69288fbee4904' }

/** A change of a plan, of which a test names what it is about. */
export interface PlannedChange {
  readonly type: ChangeType
  readonly title: string
  /** None for a commit of its own. */
  readonly pullRequest?: number
  readonly cve?: string
  readonly cvss?: number
  readonly message?: string
  /** Clean unless it says otherwise; null for a change that was not taken. */
  readonly outcome?: PickOutcome | null
}

/** A plan of v2.0.1 on v2.0.0 that takes these changes, in main's order. */
export function planOf(changes: readonly PlannedChange[]): Plan {
  const considered = changes.map((change, at) => consideredOf(change, at))
  const picks = changes.flatMap(({ outcome = CLEAN }, at) => {
    const candidate = considered[at]?.candidate.id
    return outcome && candidate ? [{ candidate, outcome, dependencies: null }] : []
  })
  return {
    version: 'v2.0.1',
    line: '2.0',
    range: {
      base: { tag: 'v2.0.0', commit: '0'.repeat(40), taggedAt: 1_770_000_000 },
      start: { branch: null, commit: '0'.repeat(40) },
      main: { ref: 'refs/heads/main', commit: 'f'.repeat(40) },
      mergeBase: '0'.repeat(40),
    },
    policy: 'a'.repeat(64),
    picks,
    considered,
    leftOut: [],
    onLine: [],
    passedBy: [],
    notNominated: [],
    flags: [],
    tree: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
    digest: 'd'.repeat(64),
  }
}

function consideredOf(change: PlannedChange, at: number): Considered {
  return {
    candidate: changeOf(change, at),
    facts: factsOf(change),
    verdict: {
      kind: 'eligible',
      type: change.type,
      typeFrom: 'the test says so',
      mayBe: null,
      rules: [],
      trigger: null,
      exception: null,
    },
    alone: CLEAN,
    lineEvidence: [],
  }
}

function changeOf({ title, pullRequest, message = title }: PlannedChange, at: number): Candidate {
  const sha = at.toString(16).padStart(40, '0')
  const commits = [commitOf({ sha, message })]
  if (pullRequest === undefined) return candidateOf({ id: sha, source: { kind: 'commit' }, title, commits })
  return candidateOf({
    id: `#${pullRequest}`,
    source: { kind: 'pull-request', number: pullRequest, merge: 'squash' },
    title,
    commits,
  })
}

function factsOf({ cve, cvss }: PlannedChange): Facts {
  return {
    ...createUnknownFacts('the test does not say'),
    ...(cve !== undefined && { cve: known(cve, 'the test') }),
    ...(cvss !== undefined && { cvss: known(cvss, 'the test') }),
  }
}
