import { RELEASE_NOTES_TEMPLATE, renderNotes } from '../../messages/notes/release-notes.ts'
import { readTemplate } from '../../planner/draft-notes.ts'
import { toWebUrl } from '../../planner/ground/web-url.ts'
import { considerOnLine, getSource } from '../../planner/plan/consider-on-line.ts'
import { collectFacts, judgeIfClean } from '../../planner/plan/judge-candidates.ts'
import type { Workspace } from '../../planner/workspace/workspace.ts'
import type { Candidate } from '../../release/changes/candidate.ts'
import { createNotes } from '../../release/planning/notes.ts'
import type { Considered, ConsideredOnLine, PlannedPick } from '../../release/planning/plan.ts'
import type { DraftNotesQuery } from '../../runtime/ports/git.ts'
import type { PolicyPin, Remote } from '../../runtime/ports/git-remote.ts'
import type { PinnedGround } from './ground.ts'
import { readOutsideChanges } from './outside-commits.ts'
import { readContent, readSettled, type SettledWithOrigins } from './plan/settled-plan.ts'

/** What is told of a pick that stands on the branch: that its conflict was resolved by people counts as clean. */
const CLEAN = { kind: 'clean', tree: '' } as const

/** §3.1: the notes of the picks that are on the branch, judged by what is known of them now. */
export async function draftReleaseNotes(workspace: Workspace, asking: DraftNotesQuery): Promise<string> {
  const release = { ...(await readSettled(workspace, asking)), origins: asking.origins }
  const { policy } = release.ground.inForce
  const { considered, onLine, written } = await judgePicks(workspace, asking, release)
  const picks = considered.map(
    ({ candidate }): PlannedPick => ({ candidate: candidate.id, outcome: CLEAN, dependencies: null }),
  )
  return renderNotes({
    notes: createNotes({
      plan: { version: asking.version, picks, considered, onLine },
      policy,
      date: asking.date,
      previousTag: release.of.base.name,
      written,
    }),
    template: await readTemplate(workspace, {
      setting: 'notes.template',
      named: policy.notes.template,
      ours: RELEASE_NOTES_TEMPLATE,
      main: getTemplateHome(release.ground, asking.policy),
    }),
    repositoryUrl: policy.notes.repositoryUrl ?? getRepositoryPage(asking.at),
  })
}

async function judgePicks(
  workspace: Workspace,
  { plan, learn, now, head, outside }: DraftNotesQuery,
  release: SettledWithOrigins,
): Promise<{
  readonly considered: Considered[]
  readonly onLine: ConsideredOnLine[]
  readonly written: ReadonlyMap<string, string>
}> {
  const { policy } = release.ground.inForce
  const { picks: read, onLine: before } = await readContent(workspace, release, plan)
  const added = await readOutsideChanges(workspace, release, { head, commits: new Set(outside) })
  // What resolves a pick, and says so, is told by the pick.
  const told = new Set(plan.picks.map(({ candidate }) => candidate))
  const others = added.filter(({ main, said }) => !told.has((main ?? said)?.id ?? ''))
  const onLine = [...before, ...others]
  const picks = read.map((one) => ({ ...one, title: getPlannedTitle(plan, one) }))
  const known = [...picks, ...onLine.map(getSource)]
  const { stated, releaseNotes: written = new Map() } = await learn(known, policy)
  const judging = { facts: collectFacts(known, policy, { of: stated, unmatched: [] }), policy, now }
  const considered = picks.map((candidate) => {
    const facts = judging.facts.of.get(candidate.id)
    if (!facts) throw new Error(`nothing was read of ${candidate.id}`)
    return { candidate, facts, verdict: judgeIfClean(candidate, judging), alone: CLEAN, lineEvidence: [] }
  })
  return { considered, onLine: onLine.map((one) => considerOnLine(one, judging)), written }
}

/** As it was called when the plan was settled: what is edited later counts for the next release. */
function getPlannedTitle({ picks }: DraftNotesQuery['plan'], { id, title }: Candidate): string {
  return picks.find(({ candidate }) => candidate === id)?.title ?? title
}

/** A template of the repository's own is read where the policy was that names it. */
export function getTemplateHome(
  { main }: Pick<PinnedGround, 'main'>,
  { commit }: PolicyPin,
): PinnedGround['main'] {
  return { ref: main.ref, commit: commit ?? main.commit }
}

/** The repository's page; null where nobody knows one. */
export function getRepositoryPage({ url, webUrl }: Remote): string | null {
  return webUrl ?? toWebUrl(url)
}
