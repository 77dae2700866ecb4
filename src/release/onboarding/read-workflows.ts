import { z } from 'zod'
import type { WorkflowFile } from './repository-facts.ts'

const step = z.looseObject({
  name: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
})
const job = z.looseObject({ name: z.string().optional(), steps: z.array(step).optional() })
const workflow = z.looseObject({
  name: z.string().optional(),
  on: z.unknown(),
  jobs: z.record(z.string(), job),
})
const filters = z.looseObject({
  branches: z.union([z.string(), z.array(z.string())]).optional(),
  'branches-ignore': z.union([z.string(), z.array(z.string())]).optional(),
  tags: z.union([z.string(), z.array(z.string())]).optional(),
  inputs: z.record(z.string(), z.unknown()).nullable().optional(),
})

export type WorkflowStep = z.output<typeof step>

/** What a workflow is for, as far as a release is concerned. */
export interface WorkflowFacts {
  readonly file: string
  readonly name: string
  /** `runs` is what its jobs are called, as GitHub shows their checks. */
  readonly checks: readonly string[]
  readonly steps: readonly WorkflowStep[]
  readonly onPullRequest: boolean
  /** Branches that it runs on when they are pushed to; null where it runs on none, `**` for all. */
  readonly onPush: readonly string[] | null
  readonly onTag: boolean
  readonly onRelease: boolean
  /** The inputs with which it can be started; null where it can't. */
  readonly dispatch: readonly string[] | null
}

/** Reads what workflows say; one that GitHub would not run either is passed over. */
export function readWorkflows(files: readonly WorkflowFile[]): WorkflowFacts[] {
  return files.flatMap(({ file, content }) => {
    const read = workflow.safeParse(content)
    return read.success ? [toFacts(file, read.data)] : []
  })
}

function toFacts(file: string, { name, on, jobs }: z.output<typeof workflow>): WorkflowFacts {
  const events = toEvents(on)
  const push = events.get('push')
  const dispatch = events.get('workflow_dispatch')
  return {
    file,
    name: name ?? file,
    checks: Object.entries(jobs).map(([id, { name: shown }]) => shown ?? id),
    steps: Object.values(jobs).flatMap(({ steps = [] }) => steps),
    onPullRequest: events.has('pull_request') || events.has('pull_request_target'),
    onPush: push === undefined ? null : toBranches(push),
    onTag: push !== undefined && (push.tags !== undefined || isUnfiltered(push)),
    onRelease: events.has('release'),
    dispatch: dispatch === undefined ? null : Object.keys(dispatch.inputs ?? {}),
  }
}

type Filters = z.output<typeof filters>

function toEvents(on: unknown): ReadonlyMap<string, Filters> {
  if (typeof on === 'string') return new Map([[on, {}]])
  if (Array.isArray(on)) return new Map(on.map((event) => [String(event), {}]))
  if (typeof on !== 'object' || on === null) return new Map()
  return new Map(
    Object.entries(on).map(([event, value]) => [event, filters.safeParse(value ?? {}).data ?? {}]),
  )
}

function isUnfiltered(push: Filters): boolean {
  return push.branches === undefined && push['branches-ignore'] === undefined && push.tags === undefined
}

/** A push to a tag alone runs on no branch. */
function toBranches(push: Filters): readonly string[] | null {
  if (push.branches !== undefined) return [push.branches].flat()
  return push.tags !== undefined && push['branches-ignore'] === undefined ? null : ['**']
}
