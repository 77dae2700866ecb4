import { readFile } from 'node:fs/promises'
import type { NotesReport, NotesRequest } from '../cli/engine.ts'
import { readCommit } from '../git/objects/commit-objects.ts'
import { findEntryAt } from '../git/objects/trees.ts'
import { RELEASE_NOTES_TEMPLATE, renderNotes } from '../messages/notes/release-notes.ts'
import type { Template } from '../messages/text/template.ts'
import { createNotes } from '../release/planning/notes.ts'
import { Refused } from '../release/refusal.ts'
import type { Main } from './ground/main-branch.ts'
import { readGround } from './ground/read-ground.ts'
import { createReportedGround } from './ground/report-ground.ts'
import { makePlan } from './plan/make-plan.ts'
import type { Workspace } from './workspace/workspace.ts'

/** The release notes of a plan (§3.1), by our template or the repository's own. */
export async function createNotesReport(workspace: Workspace, request: NotesRequest): Promise<NotesReport> {
  const ground = await readGround(workspace, request)
  const planning = await makePlan(workspace, ground, request)
  const { policy } = ground.inForce
  const markdown = renderNotes({
    notes: createNotes({
      plan: planning.plan,
      policy,
      date: request.date,
      previousTag: planning.cut.base.name,
    }),
    template: await readTemplate(workspace, {
      setting: 'notes.template',
      named: policy.notes.template,
      ours: RELEASE_NOTES_TEMPLATE,
      main: ground.main,
    }),
    repositoryUrl: ground.webUrl,
  })
  return {
    ...createReportedGround(ground, planning.warnings),
    version: planning.plan.version,
    date: request.date,
    markdown,
  }
}

/** Which template is meant. */
interface TemplateWanted {
  /** The key of the config, for people. */
  readonly setting: string
  /** What the policy says: a path in the repository, or null. */
  readonly named: string | null
  /** The one that comes along. */
  readonly ours: { readonly file: string; readonly url: URL }
  readonly main: Main
}

/** A template of a few pages has a thousandth of it. In bytes. */
const LARGEST_TEMPLATE = 1_000_000

/**
 * Ours, or the repository's own: that comes from main, never from a branch that somebody proposes.
 *
 * @throws {Refused} where main has no such file
 */
export async function readTemplate(
  { store }: Pick<Workspace, 'store'>,
  { setting, named, ours, main }: TemplateWanted,
): Promise<Template> {
  if (named === null) return readOurTemplate(ours)
  const { tree } = await readCommit(store, main.commit)
  const entry = await findEntryAt(store, tree, named)
  if (!entry?.mode.startsWith('100')) {
    throw new Refused({
      kind: 'config',
      what: `\`${setting}\` names ${named}, and ${main.ref} has no regular file there.`,
      next: `Commit the template at that path, or leave \`${setting}\` out to use the one that comes along.`,
    })
  }
  if ((await store.measure(entry.sha)) > LARGEST_TEMPLATE) {
    throw new Refused({
      kind: 'config',
      what: `\`${setting}\` names ${named}, and it is larger than ${LARGEST_TEMPLATE} bytes.`,
      next: `Commit a shorter template at that path, or leave \`${setting}\` out to use the one that comes along.`,
    })
  }
  return { file: named, text: (await store.read(entry.sha)).data.toString('utf8') }
}

/** Reads a template that comes along. */
export async function readOurTemplate({ file, url }: TemplateWanted['ours']): Promise<Template> {
  return { file, text: await readFile(url, 'utf8') }
}
