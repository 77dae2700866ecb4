import { z } from 'zod'
import { getAttempt, runOfAttempt, WORKFLOW_APP } from '../../../../release/lifecycle/workflow-runs.ts'
import type { SeenCheckRun } from '../../../../runtime/ports/github.ts'
import { ANYTHING } from '../../calls/client.ts'
import type { RepositoryContext } from '../repository-context.ts'
import { parseConclusion } from './conclusion.ts'

const RUN = z.object({
  id: z.int(),
  check_suite_id: z.int().nullish(),
  path: z.string(),
  event: z.string(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  run_attempt: z.int().default(1),
  html_url: z.string(),
})
type Run = z.output<typeof RUN>
const RUNS = z.object({ workflow_runs: z.array(RUN) }).transform(({ workflow_runs }) => workflow_runs)

/** `.github/workflows/ci.yml`, for some runs with the ref behind it: `.github/workflows/ci.yml@main`. */
const FILE = /^\.github\/workflows\/([^/@]+)(?:@|$)/

/** Every workflow on a commit, by the newest run of its that counts. A run that is run again is its last attempt. */
export async function listWorkflowChecks(
  ground: RepositoryContext,
  head: string,
): Promise<readonly SeenCheckRun[]> {
  const newest = new Map<string, SeenCheckRun>()
  for (const run of await listRunsOfCommit(ground, head)) {
    const [, file] = FILE.exec(run.path) ?? []
    if (file !== undefined) newest.set(file, toSeenCheckRun(file, run))
  }
  return [...newest.values()]
}

/** Returns by its suite the workflow file of every run that ran the commit itself: in these suites jobs count. */
export async function listSuitesOfCommit(
  ground: RepositoryContext,
  head: string,
): Promise<ReadonlyMap<number, string>> {
  const runs = await listRunsOfCommit(ground, head)
  return new Map(
    runs.flatMap(({ check_suite_id: suite, path }) => (suite == null ? [] : [[suite, path] as const])),
  )
}

/** Oldest first. */
async function listRunsOfCommit({ client, at }: RepositoryContext, head: string): Promise<readonly Run[]> {
  const runs = await client.list(RUNS, (rest, page) =>
    rest.actions.listWorkflowRunsForRepo({ ...at, head_sha: head, ...page }),
  )
  return runs.filter(hasRunCommit).sort((one, other) => one.id - other.id)
}

/**
 * Runs for a pull request stand on its head, and are of something else: of its merge with the base, or of the base itself
 * (https://docs.github.com/actions/reference/events-that-trigger-workflows#pull_request). Anybody who may fork has one
 * made for any commit. Whatever else starts a run, a push or a person, runs the commit with the workflow that is in it.
 */
export function hasRunCommit({ event }: Pick<Run, 'event'>): boolean {
  return !event.startsWith('pull_request')
}

function toSeenCheckRun(name: string, { id, run_attempt, status, conclusion, html_url }: Run): SeenCheckRun {
  const attempt = runOfAttempt({ id, attempt: run_attempt })
  return {
    id: attempt,
    rerun: attempt,
    name,
    app: WORKFLOW_APP,
    conclusion: parseConclusion(status === 'completed' ? conclusion : null),
    url: html_url,
  }
}

/** All of its jobs: the whole of it has to be green, and some may have been cancelled or skipped. */
export async function rerunWorkflow(
  { client, at }: RepositoryContext,
  { rerun }: SeenCheckRun,
): Promise<void> {
  await client.write(ANYTHING, (rest) => rest.actions.reRunWorkflow({ ...at, run_id: getAttempt(rerun).id }))
}
