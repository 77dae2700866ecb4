import { z } from 'zod'
import type { WorkflowRun, Workflows } from '../../../../runtime/ports/github.ts'
import { ANYTHING } from '../../calls/client.ts'
import { MOST_BYTES, refuseTooLarge } from '../../calls/download-size.ts'
import { parseHexDigest } from '../digest.ts'
import type { RepositoryContext } from '../repository-context.ts'
import { hasRunCommit } from './workflow-checks.ts'

const RUN = z
  .object({
    id: z.int(),
    html_url: z.string(),
    status: z.string().nullish(),
    conclusion: z.string().nullish(),
    run_attempt: z.int().default(1),
    display_title: z.string().nullish(),
  })
  .transform(
    ({ id, html_url: url, status, conclusion, run_attempt: attempt, display_title }): WorkflowRun => {
      const run = { id, url, attempt, title: display_title ?? '' }
      if (status !== 'completed') return { ...run, status: 'under-way', conclusion: null }
      const ended = conclusion ?? 'failure'
      return { ...run, status: ended === 'success' ? 'success' : 'failed', conclusion: ended }
    },
  )
/** A run that a pull request started is of another tree, also where its branch is called as the tag. */
const RUNS = z
  .object({ workflow_runs: z.array(z.intersection(RUN, z.object({ event: z.string() }))) })
  .transform(({ workflow_runs }) => workflow_runs.filter(hasRunCommit))
const ARTIFACTS = z
  .object({
    artifacts: z.array(
      z.object({
        id: z.int(),
        name: z.string(),
        size_in_bytes: z.int(),
        expired: z.boolean().optional(),
        digest: z.string().nullish(),
      }),
    ),
  })
  .transform(({ artifacts }) => artifacts)

export function createWorkflows({ client, at }: RepositoryContext): Workflows {
  const listKept = async (run_id: number) => {
    const artifacts = await client.list(ARTIFACTS, (rest, page) =>
      rest.actions.listWorkflowRunArtifacts({ ...at, run_id, ...page }),
    )
    return artifacts.filter(({ expired }) => !expired)
  }
  return {
    listWorkflowRuns: ({ workflow: workflow_id, ref: branch, head: head_sha }) =>
      client.list(RUNS, (rest, page) =>
        rest.actions.listWorkflowRuns({
          ...at,
          workflow_id,
          branch,
          head_sha,
          ...page,
        }),
      ),
    dispatchWorkflow: async ({ workflow: workflow_id, ref, inputs }) => {
      await client.write(ANYTHING, (rest) =>
        rest.actions.createWorkflowDispatch({
          ...at,
          workflow_id,
          ref,
          inputs: { ...inputs },
        }),
      )
    },
    rerun: async (run_id) => {
      const run = await client.read(RUN, (rest) => rest.actions.getWorkflowRun({ ...at, run_id }))
      if (run.status === 'under-way') return
      await client.write(ANYTHING, (rest) =>
        run.status === 'failed'
          ? rest.actions.reRunWorkflowFailedJobs({ ...at, run_id })
          : rest.actions.reRunWorkflow({ ...at, run_id }),
      )
    },
    downloadRunArtifact: async (run_id, wanted) => {
      const found = (await listKept(run_id)).find(({ name }) => name === wanted)
      if (!found) return null
      if (found.size_in_bytes > MOST_BYTES) throw refuseTooLarge(found.name, found.size_in_bytes)
      const stream = await client.read(z.instanceof(ReadableStream<Uint8Array<ArrayBuffer>>), (rest) =>
        rest.actions.downloadArtifact({
          ...{ ...at, artifact_id: found.id, archive_format: 'zip' },
          request: { parseSuccessResponseBody: false },
        }),
      )
      return new Uint8Array(await new Response(stream).arrayBuffer())
    },
    listRunArtifacts: async (run_id) => {
      const kept = await listKept(run_id)
      return kept.map(({ name, digest }) => ({ name, digest: parseHexDigest(digest) }))
    },
  }
}
