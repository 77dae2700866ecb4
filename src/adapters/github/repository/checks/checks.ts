import { z } from 'zod'
import { WORKFLOW_APP } from '../../../../release/lifecycle/workflow-runs.ts'
import { Refused } from '../../../../release/refusal.ts'
import type { Checks, SeenCheckRun } from '../../../../runtime/ports/github.ts'
import type { OwnCheck } from '../../../../runtime/ports/own-check.ts'
import { ANYTHING } from '../../calls/client.ts'
import { getStatus } from '../../calls/failure.ts'
import type { RepositoryContext } from '../repository-context.ts'
import { parseConclusion } from './conclusion.ts'
import { type RunInSuite, summarizeRuns } from './summarize-runs.ts'
import { listSuitesOfCommit, listWorkflowChecks, rerunWorkflow } from './workflow-checks.ts'

const RUN = z.object({
  id: z.int(),
  name: z.string(),
  check_suite: z.object({ id: z.int() }).nullish(),
  app: z.object({ id: z.int(), slug: z.string().optional() }).nullish(),
  conclusion: z.string().nullish(),
  html_url: z.string().nullish(),
  output: z.object({ title: z.string().nullish(), summary: z.string().nullish() }).nullish(),
})
const RUNS = z.object({ check_runs: z.array(RUN) }).transform(({ check_runs }) => check_runs)
const STATUS = z.object({
  id: z.int(),
  context: z.string(),
  state: z.string(),
  target_url: z.string().nullish(),
})
const STATUSES = z.object({ statuses: z.array(STATUS) }).transform(({ statuses }) => statuses)

/** The app by which commit statuses go. */
const STATUS_APP = 'status'
/** GitHub's own workflows; the run of a check is a job of theirs with the same id. */
const ACTIONS_APP = 'github-actions'

export function createChecks(ground: RepositoryContext): Checks {
  return {
    listCheckRuns: async (head) => {
      const [runs, statuses] = await Promise.all([runsOn(ground, head), listStatuses(ground, head)])
      return summarizeRuns([...runs, ...statuses])
    },
    listWorkflowChecks: (head) => listWorkflowChecks(ground, head),
    rerunCheck: (run) => (run.app === WORKFLOW_APP ? rerunWorkflow(ground, run) : rerunCheck(ground, run)),
    putCheck: (check) => putCheck(ground, check),
  }
}

async function runsOn(ground: RepositoryContext, ref: string): Promise<readonly RunInSuite[]> {
  const { client, at, webUrl } = ground
  const runs = await client.list(RUNS, (rest, page) =>
    rest.checks.listForRef({ ...at, ref, filter: 'latest', ...page }),
  )
  const seen = runs.map(
    ({ id, name, app, check_suite: suite, conclusion, html_url }): RunInSuite => ({
      id,
      rerun: id,
      name,
      app: app?.slug ?? '',
      conclusion: parseConclusion(conclusion),
      url: html_url ?? `${webUrl}/${at.owner}/${at.repo}/commit/${ref}/checks`,
      suite: suite?.id ?? 0,
      source: '',
    }),
  )
  const isJob = ({ app }: SeenCheckRun) => app === ACTIONS_APP
  if (!seen.some(isJob)) return seen
  const suites = await listSuitesOfCommit(ground, ref)
  return seen.flatMap((run) => {
    const source = isJob(run) ? suites.get(run.suite) : run.source
    return source === undefined ? [] : [{ ...run, source }]
  })
}

async function listStatuses(
  { client, at, webUrl }: RepositoryContext,
  ref: string,
): Promise<readonly RunInSuite[]> {
  const statuses = await client.list(STATUSES, (rest, page) =>
    rest.repos.getCombinedStatusForRef({ ...at, ref, ...page }),
  )
  return statuses.map(({ id, context, state, target_url }) => ({
    id,
    rerun: id,
    name: context,
    app: STATUS_APP,
    conclusion: parseConclusion(state === 'error' ? 'failure' : state),
    url: target_url ?? `${webUrl}/${at.owner}/${at.repo}/commit/${ref}`,
    suite: id,
    source: '',
  }))
}

async function rerunCheck(
  { client, at }: RepositoryContext,
  { rerun: id, name, app, url }: SeenCheckRun,
): Promise<void> {
  if (app === STATUS_APP) {
    throw new Refused({
      kind: 'repository',
      what: `\`${name}\` is a commit status, which GitHub can't run again.`,
      next: 'Start it where it runs. Its next status on that commit counts.',
    })
  }
  if (app === ACTIONS_APP) {
    await client.write(ANYTHING, (rest) => rest.actions.reRunJobForWorkflowRun({ ...at, job_id: id }))
    return
  }
  await client
    .write(ANYTHING, (rest) => rest.checks.rerequestRun({ ...at, check_run_id: id }))
    .catch((error: unknown) => {
      throw getStatus(error) === 403 || getStatus(error) === 422
        ? refuseForeignCheck({ name, app, url })
        : error
    })
}

/** https://docs.github.com/rest/checks/runs#rerequest-a-check-run: of another app's runs it answers 403. */
function refuseForeignCheck({ name, app, url }: Pick<SeenCheckRun, 'name' | 'app' | 'url'>): Refused {
  return new Refused({
    kind: 'repository',
    what: `\`${name}\` is reported by ${app}, and GitHub lets only that app run it again.`,
    next: `Start it where it runs, ${url}. Its newest run on that commit counts.`,
  })
}

/** GitHub's own cap of a summary, in characters. */
const LONGEST_SUMMARY = 65_535

async function putCheck({ client, at, appId }: RepositoryContext, check: OwnCheck): Promise<void> {
  const { head, name, conclusion, title } = check
  const output = { title, summary: check.summary.slice(0, LONGEST_SUMMARY) }
  const runs = await client.list(RUNS, (rest, page) =>
    rest.checks.listForRef({
      ...at,
      ref: head,
      check_name: name,
      app_id: appId,
      filter: 'latest',
      ...page,
    }),
  )
  const own = runs.filter(({ app }) => app?.id === appId).sort((one, other) => other.id - one.id)[0]
  if (own && matchesWanted(own, { conclusion, output })) return
  await client.write(ANYTHING, (rest) =>
    own
      ? rest.checks.update({
          ...at,
          check_run_id: own.id,
          status: 'completed',
          conclusion,
          output,
        })
      : rest.checks.create({
          ...at,
          name,
          head_sha: head,
          status: 'completed',
          conclusion,
          output: { ...output, ...toAnnotations(check) },
        }),
  )
}

/** GitHub adds those of an update to those that are there, so they are given once: the commit's files stay as they are. */
function toAnnotations({ annotations = [] }: OwnCheck) {
  if (annotations.length === 0) return {}
  return {
    annotations: annotations.slice(0, MOST_ANNOTATIONS).map(({ path, line, message }) => ({
      path,
      start_line: line,
      end_line: line,
      annotation_level: 'failure' as const,
      message,
    })),
  }
}

/** GitHub's cap of one call. */
const MOST_ANNOTATIONS = 50

function matchesWanted(
  own: z.output<typeof RUN>,
  wanted: {
    readonly conclusion: string
    readonly output: { readonly title: string; readonly summary: string }
  },
): boolean {
  return (
    own.conclusion === wanted.conclusion &&
    own.output?.title === wanted.output.title &&
    own.output.summary === wanted.output.summary
  )
}
