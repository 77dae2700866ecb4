import { RE2JS } from 're2js'
import { z } from 'zod'
import { compileFinder } from '../patterns.ts'
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

/** Reads what workflows say, `tag` being the name of a release's tag; one that GitHub would not run either is passed over. */
export function readWorkflows(files: readonly WorkflowFile[], tag: string): WorkflowFacts[] {
  return files.flatMap(({ file, content }) => {
    const read = workflow.safeParse(content)
    return read.success ? [toFacts(file, read.data, tag)] : []
  })
}

function toFacts(file: string, { name, on, jobs }: z.output<typeof workflow>, tag: string): WorkflowFacts {
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
    onTag: push !== undefined && startsOn(push, tag),
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

/** `api/v*` starts nothing for the tag `v2.0.1`. */
function startsOn(push: Filters, tag: string): boolean {
  return push.tags === undefined ? isUnfiltered(push) : isLetThrough([push.tags].flat(), tag)
}

/**
 * Whether a branch or tag passes GitHub's filters: `*` stays within a part of the name, `**` crosses them, `?` and `+`
 * repeat what stands before, `[0-9]` is one of these, and a later filter with `!` takes away.
 */
export function isLetThrough(filters: readonly string[], name: string): boolean {
  return filters.reduce((passes, filter) => {
    const isTakenAway = filter.startsWith('!')
    return matchesFilter(isTakenAway ? filter.slice(1) : filter, name) ? !isTakenAway : passes
  }, false)
}

function matchesFilter(filter: string, name: string): boolean {
  const parts = filter.match(/\*\*|[*?+]|\[[A-Za-z0-9-]+\]|[^*?+[]+|\[/g) ?? []
  try {
    return compileFinder([`^${parts.map(toRegex).join('')}$`])(name) !== null
  } catch {
    // A filter that begins with a repetition is refused by GitHub, too.
    return false
  }
}

function toRegex(part: string): string {
  if (part === '**') return '.*'
  if (part === '*') return '[^/]*'
  return part === '?' || part === '+' || /^\[.+\]$/.test(part) ? part : RE2JS.quote(part)
}

function isUnfiltered(push: Filters): boolean {
  return push.branches === undefined && push['branches-ignore'] === undefined && push.tags === undefined
}

/** A push to a tag alone runs on no branch. */
function toBranches(push: Filters): readonly string[] | null {
  if (push.branches !== undefined) return [push.branches].flat()
  return push.tags !== undefined && push['branches-ignore'] === undefined ? null : ['**']
}
