import type { CheckRun } from '../../github/state.ts'
import { readMarkdown } from '../markdown/tree.ts'
import type { CheckView, FileView } from '../wire.ts'
import { checksAt } from './lines.ts'
import { type Looking, NOTHING } from './looking.ts'

/** What differs between two commits, with the lines. */
export async function filesBetween({ git }: Looking, from: string | null, to: string): Promise<FileView[]> {
  const parent = from ?? NOTHING
  const [files, patches] = await Promise.all([git.files(parent, to), git.patches(parent, to)])
  return files.map(({ path, was, status, additions, deletions }) => ({
    ...{ path, was, status, additions, deletions },
    lines: patches.get(path) ?? null,
  }))
}

/** The checks on a commit, those of the App that plays along first. */
export function checksFor(looking: Looking, head: string): CheckView[] {
  const { world, repository } = looking
  const views = checksAt(repository, head).map((check) => viewOf(looking, check))
  const own = ({ app }: CheckView) => app === world.installed.app.slug
  return [...views.filter(own), ...views.filter((view) => !own(view))]
}

function viewOf({ world, repository, place }: Looking, check: CheckRun): CheckView {
  const { id, name, status, conclusion, suite, output } = check
  return {
    ...{ id, name, status, conclusion, app: suite.app.slug },
    run: repository.runs.find((run) => run.check === check)?.id ?? null,
    isOwn: suite.app.id === world.installed.app.id,
    title: output.title,
    summary: readMarkdown(output.summary, place),
    text: readMarkdown(output.text, place),
  }
}
