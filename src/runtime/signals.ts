import { z } from 'zod'
import type { Account } from './ports/github.ts'

interface InRepository {
  readonly repository: number
  readonly defaultBranch: string
}

/** What a delivery of GitHub's says, as far as a release may care. Everything else about it is looked up. */
export type Signal = InRepository &
  (
    | {
        readonly kind: 'commented'
        readonly number: number
        readonly isPullRequest: boolean
        readonly comment: number
        readonly body: string
        readonly by: Account
        /** Seconds since 1970. */
        readonly at: number
      }
    | {
        readonly kind: 'issue-edited'
        readonly number: number
        readonly before: string
        readonly after: string
        readonly by: Account
      }
    | { readonly kind: 'issue-changed'; readonly number: number }
    | { readonly kind: 'labelled'; readonly number: number; readonly label: string }
    | {
        readonly kind: 'pull-request-changed'
        readonly number: number
        readonly head: string
        readonly branch: string
        readonly base: string
        readonly labels: readonly string[]
      }
    | { readonly kind: 'pushed'; readonly ref: string }
    | { readonly kind: 'checked'; readonly head: string }
    | { readonly kind: 'workflow-ran'; readonly head: string }
  )

export type SignalOf<K extends Signal['kind']> = Extract<Signal, { kind: K }>

const repository = z
  .object({ id: z.int(), default_branch: z.string() })
  .transform(({ id, default_branch: defaultBranch }) => ({ repository: id, defaultBranch }))
const account = z
  .object({ id: z.int(), login: z.string(), type: z.string() })
  .transform(({ id, login, type }): Account => ({ id, login, kind: type === 'User' ? 'user' : 'bot' }))
const text = z
  .string()
  .nullish()
  .transform((body) => body ?? '')
const label = z.object({ name: z.string() })
const time = z.iso.datetime({ offset: true }).transform((at) => Math.floor(Date.parse(at) / 1000))
const issue = z.object({
  number: z.int(),
  body: text,
  pull_request: z.object({}).nullish(),
})
const pull = z.object({
  number: z.int(),
  head: z.object({ ref: z.string(), sha: z.string() }),
  base: z.object({ ref: z.string() }),
  labels: z.array(label).nullish(),
})

/** One reader for each event that the App subscribes to; null for an action that says nothing of a release. */
const READERS: Readonly<Record<string, (body: unknown) => Signal | null>> = {
  issue_comment: readComment,
  issues: readIssue,
  pull_request: readPull,
  pull_request_review: readPull,
  push: readPush,
  create: readRef,
  delete: readRef,
  check_run: readCheck,
  check_suite: readCheck,
  status: readStatus,
  workflow_run: readWorkflowRun,
}

/** What became of a delivery that was read. */
export type ReadDelivery =
  | { readonly kind: 'signal'; readonly signal: Signal }
  /** Nothing for us, or not as GitHub describes it: then it has no effect either. */
  | { readonly kind: 'nothing'; readonly malformed: boolean }

/** Reads a delivery. `event` is the name in X-GitHub-Event (https://docs.github.com/webhooks/webhook-events-and-payloads). */
export function readDelivery(event: string, body: unknown): ReadDelivery {
  const reader = READERS[event]
  if (!reader) return { kind: 'nothing', malformed: false }
  try {
    const signal = reader(body)
    return signal === null ? { kind: 'nothing', malformed: false } : { kind: 'signal', signal }
  } catch (error) {
    if (error instanceof z.ZodError) return { kind: 'nothing', malformed: true }
    throw error
  }
}

/** Only a new comment is a command: an edit must not change what people saw being said (threat C1). */
function readComment(body: unknown): Signal | null {
  if (actionOf(body) !== 'created') return null
  const shape = z.object({
    repository,
    sender: account,
    issue,
    comment: z.object({ id: z.int(), body: text, created_at: time, user: account.nullable() }),
  })
  const { repository: at, issue: on, comment, sender } = shape.parse(body)
  // Who sends it is who wrote it; where GitHub says otherwise nobody is answered.
  if (comment.user?.id !== sender.id) return null
  return {
    kind: 'commented',
    ...at,
    number: on.number,
    isPullRequest: on.pull_request != null,
    comment: comment.id,
    body: comment.body,
    by: sender,
    at: comment.created_at,
  }
}

function readIssue(body: unknown): Signal | null {
  const { repository: at, issue: on, sender } = z.object({ repository, issue, sender: account }).parse(body)
  const of = { ...at, number: on.number }
  switch (actionOf(body)) {
    case 'edited': {
      const { changes } = z
        .object({ changes: z.object({ body: z.object({ from: text }).optional() }) })
        .parse(body)
      // Of another title nothing is taken, but it is put back.
      return {
        kind: 'issue-edited',
        ...of,
        before: changes.body?.from ?? on.body,
        after: on.body,
        by: sender,
      }
    }
    case 'labeled':
    case 'unlabeled':
      return { kind: 'labelled', ...of, label: z.object({ label }).parse(body).label.name }
    case 'closed':
    case 'reopened':
    case 'deleted':
    case 'transferred':
      return { kind: 'issue-changed', ...of }
    default:
      return null
  }
}

function readPull(body: unknown): Signal | null {
  const { repository: at, pull_request: on } = z.object({ repository, pull_request: pull }).parse(body)
  const action = actionOf(body)
  if (action === 'labeled' || action === 'unlabeled') {
    const { name } = z.object({ label }).parse(body).label
    return { kind: 'labelled', ...at, number: on.number, label: name }
  }
  if (action === 'assigned' || action === 'unassigned' || action === 'locked') return null
  return {
    kind: 'pull-request-changed',
    ...at,
    number: on.number,
    head: on.head.sha,
    branch: on.head.ref,
    base: on.base.ref,
    labels: (on.labels ?? []).map(({ name }) => name),
  }
}

function readPush(body: unknown): Signal {
  const { repository: at, ref } = z.object({ repository, ref: z.string() }).parse(body)
  return { kind: 'pushed', ...at, ref }
}

function readRef(body: unknown): Signal {
  const shape = z.object({ repository, ref: z.string(), ref_type: z.enum(['branch', 'tag']) })
  const { repository: at, ref, ref_type: type } = shape.parse(body)
  return { kind: 'pushed', ...at, ref: `refs/${type === 'tag' ? 'tags' : 'heads'}/${ref}` }
}

function readCheck(body: unknown): Signal {
  const run = z.object({ head_sha: z.string() })
  const shape = z.object({ repository, check_run: run.optional(), check_suite: run.optional() })
  const { repository: at, check_run: one, check_suite: suite } = shape.parse(body)
  const head = z.string().parse(one?.head_sha ?? suite?.head_sha)
  return { kind: 'checked', ...at, head }
}

function readStatus(body: unknown): Signal {
  const { repository: at, sha } = z.object({ repository, sha: z.string() }).parse(body)
  return { kind: 'checked', ...at, head: sha }
}

function readWorkflowRun(body: unknown): Signal {
  const shape = z.object({ repository, workflow_run: z.object({ head_sha: z.string() }) })
  const { repository: at, workflow_run: run } = shape.parse(body)
  return { kind: 'workflow-ran', ...at, head: run.head_sha }
}

function actionOf(body: unknown): string {
  return z.object({ action: z.string() }).parse(body).action
}
