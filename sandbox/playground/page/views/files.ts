import type { CheckRunState } from '../../../github/state.ts'
import { createMarkdownTree } from '../../markdown/tree.ts'
import type { CheckView, FileView } from '../../wire/wire.ts'
import { listChecksAt } from './lines.ts'
import { NO_VIEW, type PageQueries } from './queries.ts'

/** What differs between two commits, with the lines. */
export async function listFilesBetween(
  { git }: PageQueries,
  from: string | null,
  to: string,
): Promise<FileView[]> {
  const parent = from ?? NO_VIEW
  const [files, patches] = await Promise.all([git.files(parent, to), git.patches(parent, to)])
  return files.map(({ path, was, status, additions, deletions }) => ({
    ...{ path, was, status, additions, deletions },
    lines: patches.get(path) ?? null,
  }))
}

/** The checks on a commit, those of the App that plays along first. */
export function viewChecks(query: PageQueries, head: string): CheckView[] {
  const { world, repository } = query
  const views = listChecksAt(repository, head).map((check) => viewCheck(query, check))
  const isOwn = ({ app }: CheckView) => app === world.installed.app.slug
  return [...views.filter(isOwn), ...views.filter((view) => !isOwn(view))]
}

function viewCheck({ world, repository, place }: PageQueries, check: CheckRunState): CheckView {
  const { id, name, status, conclusion, suite, output } = check
  return {
    ...{ id, name, status, conclusion, app: suite.app.slug },
    run: repository.runs.find((run) => run.check === check)?.id ?? null,
    isOwn: suite.app.id === world.installed.app.id,
    title: output.title,
    summary: createMarkdownTree(output.summary, place),
    text: createMarkdownTree(output.text, place),
  }
}
