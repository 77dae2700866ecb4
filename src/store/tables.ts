import type { Generated, GeneratedAlways } from 'kysely'
import type { Topic } from './jobs/topic.ts'

/** All tables of the record. Times are whole seconds since 1970, as in the core; JSON is kept as it was written. */
export interface Tables {
  readonly events: EventsTable
  readonly releases: ReleasesTable
  readonly work: WorkTable
  readonly lanes: LanesTable
  readonly workers: WorkersTable
  readonly posts: PostsTable
  readonly links: LinksTable
  readonly link_attempts: LinkAttemptsTable
  readonly environment_events: EnvironmentEventsTable
  readonly gates: GatesTable
  readonly calendar_events: CalendarEventsTable
  readonly calendar_views: CalendarViewsTable
  readonly mails: MailsTable
  readonly advisories: AdvisoriesTable
  readonly webhook_cursors: WebhookCursorsTable
  readonly webhook_deliveries: WebhookDeliveriesTable
  readonly api_tokens: ApiTokensTable
  readonly schema_versions: SchemaVersionsTable
}

/** What happened, for ever: a trigger forbids to change or delete a row (design, law 10). */
interface EventsTable {
  release: string
  /** 1, 2, 3, … within its release, without a gap. */
  version: number
  type: string
  /** The whole event. */
  payload: string
  /** Who: a person, or the name of what came from outside. */
  by: string
  at: number
}

/** The projection: one row a release, as it is after its last event. */
interface ReleasesTable {
  release: string
  repository: string
  version: number
  open: boolean
  /** Only the security team may know of it. */
  embargoed: Generated<boolean>
  /** What lists show of it, as JSON. */
  summary: string
  changed_at: number
}

/** What is to be done, once each: deliveries to take in (the inbox) and effects to perform. */
interface WorkTable {
  id: GeneratedAlways<number>
  topic: Topic
  /** With the key the name of the work: GitHub and its delivery id, a release and its effect's key. */
  source: string
  key: string
  /** Work of one topic and lane is done in order, one at a time. */
  lane: string
  type: string
  payload: string
  /** The payload is deflated with a preset dictionary, in base64. */
  packed: boolean
  /** sha256 of type and payload as it was. */
  digest: string
  state: WorkState
  added_at: number
  due_at: number
  /** It was tried and did not get done: what comes after it in its lane waits. */
  begun: Generated<boolean>
  attempts: Generated<number>
  problem: string | null
  settled_at: number | null
  /** The `traceparent` of what it follows from; null where traces were off, or for work that was to wait. */
  trace: string | null
}

type WorkState = 'waiting' | 'done' | 'given-up'

/** Who works a lane now. The token counts the claims; `wanted` counts who came while it was worked. */
interface LanesTable {
  topic: Topic
  lane: string
  worker: string | null
  token: number
  wanted: number
}

/** The processes that work. One whose beat stands still is taken for dead, and its lanes are free again. */
interface WorkersTable {
  id: string
  beat: number
}

/** Messages that stand somewhere, by what they are for. */
interface PostsTable {
  /** `slack #releases` */
  place: string
  /** What it is, of which release: by it the message is known again. */
  mark: string
  channel: string
  message: string
  thread: string | null
  /** sha256 of what it shows, so that the same is not shown again. */
  digest: string
  shown_at: number
}

/** Who a user of a chat proved to be on GitHub. A row is never deleted: it ends. */
interface LinksTable {
  id: GeneratedAlways<number>
  workspace: string
  chat_user: string
  github_id: number
  github_login: string
  linked_at: number
  ended_at: number | null
}

/** Links that were begun and not ended, for minutes. */
interface LinkAttemptsTable {
  /** sha256 of the state that goes through the browser. */
  state: string
  workspace: string
  chat_user: string
  /** PKCE's verifier (RFC 7636). */
  verifier: string
  /** sha256 of the code that is to be said in the chat, once GitHub has said who it is. */
  code: string | null
  github_id: number | null
  github_login: string | null
  /** Wrong codes so far. */
  tries: Generated<number>
  expires_at: number
}

/** What happened to the environments of a repository, which its releases share. */
interface EnvironmentEventsTable {
  repository: string
  /** 1, 2, 3, … within its repository, without a gap. */
  version: number
  /** The whole event. */
  payload: string
  at: number
}

/** What happened to the calendar of a repository, and what people decided about it. */
interface CalendarEventsTable {
  repository: string
  /** 1, 2, 3, … within its repository, without a gap. */
  version: number
  /** The whole event. */
  payload: string
  at: number
}

/** What pages and feeds show of the calendar of a repository. */
interface CalendarViewsTable {
  repository: string
  /** As JSON. */
  view: string
  changed_at: number
}

/** What a controller of somebody's own may do in an environment, as JSON. */
interface GatesTable {
  repository: number
  environment: string
  gate: string
}

/** Mails that were begun: what was sent can't be looked for. */
interface MailsTable {
  /** Of the mail to one recipient. */
  key: string
  /** Null while it is not known what became of it. */
  outcome: string | null
  begun_at: number
}

/** Up to which event each release was handed to the outgoing webhooks. */
interface WebhookCursorsTable {
  release: string
  version: number
}

/** The log of outgoing webhooks: one row an attempt, for a month. */
interface WebhookDeliveriesTable {
  id: GeneratedAlways<number>
  /** Its name in the settings. */
  webhook: string
  release: string
  /** Of the event. */
  version: number
  at: number
  /** HTTP's; null where there was no answer. */
  status: number | null
  problem: string | null
  took_ms: number
}

/** Tokens of the read API. The token itself is nowhere. */
interface ApiTokensTable {
  id: GeneratedAlways<number>
  /** sha256 of the token. */
  hash: string
  name: string
  /** Whose rights it has. */
  github_id: number
  github_login: string
  created_at: number
  expires_at: number
}

interface SchemaVersionsTable {
  version: number
  /** The oldest program that can work with the tables as this version left them. */
  oldest_program: number
}

/** Which number an advisory of a public repository has. */
interface AdvisoriesTable {
  /** The id of the repository that everyone reads. */
  repository: string
  ghsa: string
  /** `GSA-2026-001` */
  id: string
  numbered_at: number
}
