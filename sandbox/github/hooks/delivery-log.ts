/** One attempt to tell the App something, as the App's own delivery log shows it. */
export interface SentDelivery {
  readonly id: number
  /** The same for every attempt at one event: `X-GitHub-Delivery`. */
  readonly guid: string
  readonly event: string
  readonly action: string | null
  readonly repositoryId: number | null
  readonly redelivery: boolean
  readonly deliveredAt: number
  /** The exact text that was signed and sent. */
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  readonly answer: DeliveryAnswer
}

/** What the App answered; status code 0 where nothing came back. */
export interface DeliveryAnswer {
  readonly status: string
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface SentDeliveries {
  /** Oldest first. */
  readonly entries: SentDelivery[]
  /** Ends when everything that was announced so far has been attempted. */
  queue: Promise<void>
}
