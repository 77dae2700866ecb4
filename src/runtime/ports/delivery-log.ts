/** The log of what GitHub sent to the App. */
export interface DeliveryLog {
  /** What was sent to us since a time (seconds since 1970), each delivery once however often that was tried. */
  listSince(at: number): Promise<readonly LoggedDelivery[]>
  redeliver(id: string): Promise<void>
}

export interface LoggedDelivery {
  /** Of its last attempt, to ask for it again by: a string, because GitHub's are larger than a number can hold. */
  readonly id: string
  /** By which the delivery is known, in small letters. */
  readonly guid: string
  /** `issue_comment` */
  readonly event: string
}
