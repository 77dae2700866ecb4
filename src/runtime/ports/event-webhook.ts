/** An event of a release, as it is told outside. */
export interface WebhookEvent {
  /** The same for every attempt: receivers know by it what they have already. */
  readonly id: string
  /** `Published`, as the record has it. */
  readonly type: string
  /** The page of the repository. */
  readonly source: string
  /** `v2.0.1` */
  readonly subject: string
  /** When it happened, in seconds since 1970. */
  readonly at: number
  readonly data: Readonly<Record<string, unknown>>
}

/** What came of telling it. */
export interface WebhookAnswer {
  /** HTTP's; null where there was no answer. */
  readonly status: number | null
  /** Why it wasn't taken, in a few words; null where it was. */
  readonly problem: string | null
  readonly tookMs: number
}

/** A server that hears of every event of some repositories. */
export interface EventWebhook {
  readonly name: string
  /** Types of events that it wants; null for all. */
  readonly events: readonly string[] | null
  /** Tells it an event, once. It never throws for an answer. */
  send(event: WebhookEvent): Promise<WebhookAnswer>
}
