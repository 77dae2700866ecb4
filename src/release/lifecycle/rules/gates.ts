import { formatCandidateName } from '../../changes/candidate.ts'
import type { Built, Ledger, PickState, PlaceAt } from '../state.ts'
import type { Terms } from '../terms.ts'
import type { CheckRun, Tick } from '../words.ts'
import { WORKFLOW_APP } from '../workflow-runs.ts'

/** Something that must hold and does not, in words, with what would mend it. */
export interface Missing {
  readonly what: string
  readonly next: string
}

/** What must hold before the next step: it does, or this is missing. */
export type GateState =
  | { readonly kind: 'open' }
  | { readonly kind: 'shut'; readonly missing: readonly Missing[] }

/** §2.1 and §2.2: every test green on exactly this commit, every line of the checklists answered for on it. */
export function checkTestingGate(ledger: Ledger, { head, picks }: Pick<Built, 'head' | 'picks'>): GateState {
  const { about, checks, ticks } = ledger
  const { terms, track } = about
  const red = terms.tests.flatMap((test) => checkTest(test, { head, checks }))
  const release = listMissingItems('release', terms.checklist, { head, ticks })
  const security =
    track === 'security' ? listMissingItems('security', terms.securityChecklist, { head, ticks }) : []
  return createGate([...red, ...listUntestedPicks(ledger, picks), ...release, ...security])
}

/** §3.2: every artifact that the policy names was seen to exist. */
export function checkArtifactsGate(
  { about }: Ledger,
  { artifacts }: Pick<PlaceAt<'building'>, 'artifacts'>,
): GateState {
  const seen = new Set(artifacts.map(({ artifact }) => artifact))
  return createGate(
    about.terms.artifacts
      .filter(({ id }) => !seen.has(id))
      .map(({ id, text }) => ({
        what: `${text} (\`${id}\`) were not found yet.`,
        next: 'Wait for the build, or see in its run what became of them.',
      })),
  )
}

/** The run that counts for a test on a commit: the newest; null where there is none. */
export function findCountingRun(test: TestTerm, { head, checks }: Seen): CheckRun | null {
  return checks.find((run) => run.check === test.check && run.app === test.app && run.head === head) ?? null
}

/** Whether a run says that the commit is bad: what was cancelled or grew stale says nothing of it. */
export function isRed(run: CheckRun | null): boolean {
  return run !== null && ['failure', 'timed_out', 'startup_failure'].includes(run.conclusion)
}

/** The missing things as one text each, as the record keeps them. */
export function listMissingTexts(missing: readonly Missing[]): string[] {
  return missing.map(({ what }) => what)
}

/** §1.2 “Re-run tests after each pick”, where the policy has it so: each must be green by itself, in its turn. */
function listUntestedPicks({ about, checks }: Ledger, picks: Built['picks']): Missing[] {
  const { terms } = about
  if (!terms.testEachPick) return []
  return picks.flatMap(({ candidate, became }) => {
    const at = getCommitAfter(became)
    if (at === null) return []
    const runs = terms.tests.map((test) => findCountingRun(test, { head: at, checks }))
    if (runs.every((run) => run?.conclusion === 'success')) return []

    const red = terms.tests.find((_, i) => isRed(runs[i] ?? null))
    const name = formatCandidateName(candidate)
    if (!red)
      return [{ what: `${name} is not tested by itself yet.`, next: 'Wait for it: each pick in its turn.' }]
    return [
      {
        what: `\`${red.check}\` fails after the pick of ${name}.`,
        next: `Leave it with \`/release drop ${name} because …\`, or mend it on main and pick the mended one.`,
      },
    ]
  })
}

/** Where the branch is after a pick; null where it made no commit. */
export function getCommitAfter(became: PickState): string | null {
  return became.kind === 'applied' || became.kind === 'resolved' ? became.commit : null
}

type TestTerm = Terms['tests'][number]
type Seen = { readonly head: string; readonly checks: readonly CheckRun[] }

function createGate(missing: readonly Missing[]): GateState {
  return missing.length === 0 ? { kind: 'open' } : { kind: 'shut', missing }
}

function checkTest(test: TestTerm, seen: Seen): Missing[] {
  const run = findCountingRun(test, seen)
  if (run?.conclusion === 'success') return []

  const name = `\`${test.check}\``
  const on = `on ${seen.head.slice(0, 10)}`
  if (!run)
    return [
      {
        what: `${name} has not run ${on}.`,
        next:
          test.app === WORKFLOW_APP
            ? `Have ${name} run when the release branch is pushed, or start it there by hand.`
            : `Have the workflow of ${name} run on the release branch; it has to report as \`${test.app}\`.`,
      },
    ]
  if (run.conclusion === 'pending') return [{ what: `${name} is running ${on}.`, next: 'Wait for it.' }]

  const said = run.conclusion.replaceAll('_', ' ')
  return [
    {
      what: `${name} ended as ${said} ${on}; only success is green.`,
      next: `See why, and run it again: \`/release retry ${test.id}\`.`,
    },
  ]
}

function listMissingItems(
  checklist: Tick['checklist'],
  items: Terms['checklist'],
  { head, ticks }: { readonly head: string; readonly ticks: readonly Tick[] },
): Missing[] {
  return items.flatMap((item) => {
    const found = ticks.find((tick) => tick.checklist === checklist && tick.item === item.id)
    if (found?.head === head) return []

    const what = found
      ? `“${item.text}” was ticked on ${found.head.slice(0, 10)}, and the branch is at ${head.slice(0, 10)}.`
      : `“${item.text}” is not ticked.`
    return [{ what, next: `Verify it and say \`/release check ${item.id}\`.` }]
  })
}
