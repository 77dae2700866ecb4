/**
 * What the page's two halves say to each other, as JSON. Times are milliseconds of the world's clock since 1970.
 * Texts in Markdown come as trees of the few elements that the page makes, so that no text is ever taken for HTML.
 */
import type { ChatsView } from './wire-chats.ts'
import type { EmbargoView } from './wire-embargo.ts'
import type { ProductionView } from './wire-production.ts'
import type { CommentView, MarkdownTree, PersonView } from './wire-text.ts'

export type { CommentView, MarkdownElement, MarkdownNode, MarkdownTree, PersonView } from './wire-text.ts'

export interface LabelView {
  readonly name: string
  readonly color: string
}

/** How the checks of a commit stand all together. */
export type ChecksState = 'none' | 'running' | 'passed' | 'failed'

export interface IssueLine {
  readonly number: number
  readonly title: string
  readonly by: PersonView
  readonly at: number
  readonly labels: readonly LabelView[]
  readonly comments: number
  readonly state: 'open' | 'closed' | 'draft' | 'merged'
  readonly isPull: boolean
  readonly checks: ChecksState
}

export interface RefLine {
  readonly name: string
  readonly commit: string
}

export interface RunLine {
  readonly id: number
  readonly workflow: string
  readonly number: number
  readonly attempt: number
  readonly branch: string
  readonly head: string
  readonly event: string
  readonly status: string
  readonly conclusion: string | null
  readonly startedAt: number
  readonly endedAt: number | null
}

export interface DeliveryLine {
  readonly id: number
  readonly guid: string
  readonly event: string
  readonly action: string | null
  readonly at: number
  readonly status: string
  readonly statusCode: number
  readonly redelivery: boolean
}

export interface WorkflowLine {
  readonly id: number
  readonly name: string
  readonly on: readonly string[]
  /** How its runs end by themselves; null where a person ends them. */
  readonly ends: string | null
}

export interface ReleaseLine {
  readonly id: number
  readonly tag: string
  readonly name: string
  readonly draft: boolean
  readonly prerelease: boolean
  readonly at: number
}

/** How the App is that plays along. */
export interface AppStatus {
  readonly state: 'none' | 'starting' | 'ready' | 'trouble'
  /** One line. */
  readonly says: string
  /** Where its own pages are, for people who release. */
  readonly page?: string
}

/** Where to look. */
export interface Pointed {
  /** A view of GitHub's, `/issues/12`; null: whatever is shown there stays. */
  readonly view: string | null
  /** What is marked, on whichever side it stands. */
  readonly mark: string | null
  /** A chat: `discord`, or Slack's channel by its name with the thread of it by its first message. */
  readonly chat: 'discord' | { readonly channel: string; readonly thread: string | null } | null
}

export interface TourView {
  readonly name: 'release' | 'embargo'
  readonly state: 'playing' | 'done' | 'stopped' | 'gave-up'
  readonly step: number
  readonly of: number
  readonly section: string
  readonly title: string
  readonly says: string
  /** What it waits for; null while someone acts. */
  readonly waitsFor: string | null
  readonly look: Pointed | null
}

/** What every view has: everything at a glance. */
export interface Overview {
  readonly repository: {
    readonly name: string
    readonly defaultBranch: string
    readonly cloneUrl: string
    readonly bot: string
  }
  readonly clock: { readonly now: number; readonly speed: number }
  readonly app: AppStatus
  readonly people: readonly { readonly login: string; readonly role: string; readonly about: string }[]
  readonly branches: readonly RefLine[]
  readonly tags: readonly RefLine[]
  readonly labels: readonly LabelView[]
  readonly issues: readonly IssueLine[]
  readonly workflows: readonly WorkflowLine[]
  readonly runs: readonly RunLine[]
  readonly releases: readonly ReleaseLine[]
  readonly deliveries: readonly DeliveryLine[]
  readonly faults: readonly { readonly call: string; readonly trouble: string; readonly left: number }[]
  /** Null where nothing stands beside GitHub. */
  readonly chats: ChatsView | null
  /** Null where the product runs nowhere. */
  readonly production: ProductionView | null
  /** Null where there is no security team. */
  readonly embargo: EmbargoView | null
  readonly tour: TourView | null
}

export interface CheckView {
  readonly id: number
  readonly run: number | null
  readonly name: string
  readonly app: string
  readonly isOwn: boolean
  readonly status: string
  readonly conclusion: string | null
  readonly title: string | null
  readonly summary: MarkdownTree
  readonly text: MarkdownTree
}

export interface FileView {
  readonly path: string
  readonly was: string | null
  readonly status: string
  readonly additions: number
  readonly deletions: number
  /** Lines of the unified difference; null where it is too long or no text. */
  readonly lines: readonly string[] | null
}

export interface CommitLine {
  readonly sha: string
  readonly title: string
  readonly author: string
  readonly at: number
}

export type TimelineView =
  | { readonly kind: 'comment'; readonly comment: CommentView }
  | {
      readonly kind: 'review'
      readonly id: number
      readonly by: PersonView
      readonly at: number
      readonly state: string
      readonly body: MarkdownTree
    }
  | {
      readonly kind: 'event'
      readonly id: number
      readonly by: PersonView
      readonly at: number
      readonly says: string
      readonly label: LabelView | null
      readonly commit: string | null
      readonly number: number | null
    }

export interface IssueView extends IssueLine {
  readonly kind: 'issue'
  readonly body: MarkdownTree
  readonly source: string
  readonly assignees: readonly string[]
  readonly timeline: readonly TimelineView[]
  readonly pull: PullView | null
}

export interface PullView {
  readonly headBranch: string
  readonly baseBranch: string
  readonly head: string
  readonly headIsThere: boolean
  readonly merged: { readonly commit: string; readonly by: PersonView } | null
  /** GitHub's word for whether it can be merged: clean, dirty, blocked, behind, draft, unknown. */
  readonly mergeable: string
  readonly missing: readonly string[]
  readonly checks: readonly CheckView[]
  readonly commits: readonly CommitLine[]
  readonly files: readonly FileView[]
}

export interface GraphRow extends CommitLine {
  readonly lane: number
  /** Lanes that go on from this row to the next, as pairs of from and to. */
  readonly edges: readonly (readonly [number, number])[]
  readonly refs: readonly { readonly kind: 'branch' | 'tag'; readonly name: string }[]
}

/** Whether something was done, or why not: GitHub's status, and words for whoever asked. */
export type ActionResult =
  | { readonly done: true }
  | { readonly done: false; readonly status: number; readonly says: string }

/** What a view shows besides the overview. */
export type PageView =
  | { readonly kind: 'none' }
  | { readonly kind: 'missing'; readonly what: string }
  | IssueView
  | { readonly kind: 'graph'; readonly lanes: number; readonly rows: readonly GraphRow[] }
  | {
      readonly kind: 'commit'
      readonly commit: CommitLine
      readonly message: string
      readonly parents: readonly string[]
      readonly refs: readonly string[]
      readonly files: readonly FileView[]
      readonly checks: readonly CheckView[]
    }
  | {
      readonly kind: 'files'
      readonly branch: string
      readonly commit: string
      readonly paths: readonly string[]
    }
  | { readonly kind: 'file'; readonly branch: string; readonly path: string; readonly text: string | null }
  | {
      readonly kind: 'release'
      readonly release: ReleaseLine
      readonly by: PersonView
      readonly body: MarkdownTree
      readonly commit: string | null
      readonly assets: readonly { readonly name: string; readonly bytes: number }[]
    }
  | {
      readonly kind: 'run'
      readonly run: RunLine
      readonly by: PersonView
      readonly artifacts: readonly { readonly name: string; readonly bytes: number }[]
      readonly inputs: readonly (readonly [string, string])[]
    }
  | {
      readonly kind: 'delivery'
      readonly delivery: DeliveryLine
      readonly headers: readonly (readonly [string, string])[]
      readonly body: string
      readonly answer: string
    }

export interface PageData {
  readonly beat: number
  readonly overview: Overview
  readonly view: PageView
}
