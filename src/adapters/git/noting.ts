import { factsOfAll, verdictIfClean } from '../../local/considering.ts'
import { templateOf } from '../../local/noting.ts'
import { webUrlOf } from '../../local/web-url.ts'
import type { Workspace } from '../../local/workspace.ts'
import { RELEASE_NOTES_TEMPLATE, renderNotes } from '../../messages/notes.ts'
import { notesOf } from '../../release/notes.ts'
import type { Considered, PlannedPick } from '../../release/plan.ts'
import type { NotesAsking, PolicyPin, Remote } from '../../runtime/ports/git.ts'
import type { PinnedGround } from './ground.ts'
import { picksOf, settled } from './settled.ts'

/** What is told of a pick that stands on the branch: that its conflict was resolved by people counts as clean. */
const CLEAN = { kind: 'clean', tree: '' } as const

/** §3.1: the notes of the picks that are on the branch, judged by what is known of them now. */
export async function notes(workspace: Workspace, asking: NotesAsking): Promise<string> {
  const release = await settled(workspace, asking)
  const { policy } = release.ground.inForce
  const considered = await consideredOf(workspace, asking, release)
  const picks = considered.map(
    ({ candidate }): PlannedPick => ({ candidate: candidate.id, outcome: CLEAN, dependencies: null }),
  )
  return renderNotes({
    notes: notesOf({
      plan: { version: asking.version, picks, considered },
      policy,
      date: asking.date,
      previousTag: release.of.base.name,
    }),
    template: await templateOf(workspace, {
      setting: 'notes.template',
      named: policy.notes.template,
      ours: RELEASE_NOTES_TEMPLATE,
      main: templateHome(release.ground, asking.policy),
    }),
    repositoryUrl: policy.notes.repositoryUrl ?? pageOf(asking.at),
  })
}

async function consideredOf(
  workspace: Workspace,
  { plan, learn, now }: NotesAsking,
  release: Awaited<ReturnType<typeof settled>>,
): Promise<Considered[]> {
  const { policy } = release.ground.inForce
  const candidates = await picksOf(workspace, release, plan)
  const { stated } = await learn(candidates, policy)
  const judging = { facts: factsOfAll(candidates, policy, { of: stated, unmatched: [] }), policy, now }
  return candidates.map((candidate) => {
    const facts = judging.facts.of.get(candidate.id)
    if (!facts) throw new Error(`nothing was read of ${candidate.id}`)
    return { candidate, facts, verdict: verdictIfClean(candidate, judging), alone: CLEAN }
  })
}

/** A template of the repository's own is read where the policy was that names it. */
export function templateHome(
  { main }: Pick<PinnedGround, 'main'>,
  { commit }: PolicyPin,
): PinnedGround['main'] {
  return { ref: main.ref, commit: commit ?? main.commit }
}

/** The repository's page; null where nobody knows one. */
export function pageOf({ url, webUrl }: Remote): string | null {
  return webUrl ?? webUrlOf(url)
}
