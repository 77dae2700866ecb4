import { z } from 'zod'
import { getLockedLine, getRolledBackTo } from '../../release/lifecycle/rollout/view.ts'
import {
  getBranchName,
  getHead,
  getPicks,
  getSelection,
  type OpenedRelease,
} from '../../release/lifecycle/view.ts'
import { waitingChangeSchema } from '../../release/schedule/calendar-lines.ts'
import type { ListedRelease } from '../../store/events/releases.ts'

const conflict = z.strictObject({ candidate: z.string(), pullRequest: z.int() }).readonly()

/** What lists show of a release, and by what a delivery finds the release that it is about. */
const schema = z
  .strictObject({
    version: z.string(),
    tag: z.string(),
    line: z.string(),
    status: z.enum(['open', 'published', 'aborted']),
    /** Null for one that has ended. */
    step: z.string().nullable(),
    issue: z.int().nullable(),
    pullRequest: z.int().nullable(),
    branch: z.string(),
    /** The head of the branch, once it is pushed; of one that has ended the last. */
    head: z.string().nullable(),
    /** The commit that is tested by itself. */
    probe: z.string().nullable(),
    conflicts: z.array(conflict).readonly(),
    /** The stage of its rollout, until it is closed; null before and after, and where nothing is deployed. */
    rollout: z.string().nullable().default(null),
    /** Whether its line is locked after a rollback. */
    isLineLocked: z.boolean().default(false),
    /** Whether somebody or a rule holds it. */
    isHeld: z.boolean().default(false),
    /** The step that failed and waits for a retry. */
    failedStep: z.string().nullable().default(null),
    isRolledBack: z.boolean().default(false),
    /** The version that production went back to, whatever became of the release; null where it wasn't rolled back. */
    rolledBackTo: z.string().nullable().default(null),
    isImported: z.boolean().default(false),
    /** What it leaves for a later day; nothing once it has ended. */
    waiting: z.array(waitingChangeSchema).readonly().default([]),
  })
  .readonly()
type Summary = z.output<typeof schema>

/** A release as it is listed, by its id in the record. */
export interface KnownRelease extends Summary {
  readonly id: string
}

/** @throws {Error} when a newer program wrote it */
export function toKnownRelease({ release, summary }: ListedRelease): KnownRelease {
  return { id: release, ...schema.parse(summary) }
}

export function summarize(release: OpenedRelease): Summary {
  const { about, shown } = release.ledger
  return {
    version: about.version,
    tag: about.tag,
    line: about.line,
    status: release.status,
    step: release.status === 'open' ? release.place.step : null,
    issue: shown.issue,
    pullRequest: shown.pullRequest,
    branch: getBranchName(about),
    head: getHead(release),
    probe: release.status === 'open' ? (release.ledger.probes.at(-1) ?? null) : null,
    conflicts: listConflicts(release),
    rollout: getRolloutStage(release),
    isLineLocked: getLockedLine(release) !== null,
    isHeld: release.status === 'open' && release.ledger.flow.kind === 'held',
    failedStep: getFailedStep(release),
    isRolledBack: release.status === 'published' && release.rolledBack !== null,
    rolledBackTo: getRolledBackTo(release),
    isImported: release.status === 'published' && release.imported !== null,
    waiting: listWaiting(release),
  }
}

function getRolloutStage(release: OpenedRelease): string | null {
  const { stage, closedAt } = release.ledger.rollout
  if (release.status === 'aborted' || closedAt !== null || stage.stage === 'not-begun') return null
  return stage.stage
}

function getFailedStep({ status, ledger: { trouble } }: OpenedRelease): string | null {
  return status === 'open' && trouble.kind === 'step-failed' ? trouble.step : null
}

/** The last word on each change that was left counts. */
function listWaiting(release: OpenedRelease): Summary['waiting'] {
  if (release.status !== 'open') return []
  const selection = getSelection(release)
  if (selection?.kind !== 'by-criteria') return []
  const { leave } = selection
  const last = new Map(release.ledger.left.map(({ candidate, because }) => [candidate, because]))
  return [...last].flatMap(([candidate, because]) =>
    leave.includes(candidate) && typeof because !== 'string' && because.code === 'waits-for-day'
      ? [{ candidate, urgency: because.urgency, due: because.due }]
      : [],
  )
}

function listConflicts(release: OpenedRelease): Summary['conflicts'] {
  if (release.status !== 'open') return []
  return getPicks(release).flatMap(({ candidate, became }) =>
    became.kind === 'conflict' && became.pullRequest !== null
      ? [{ candidate, pullRequest: became.pullRequest }]
      : [],
  )
}
