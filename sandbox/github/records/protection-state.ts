/** What a protected branch asks for. */
export interface Protection {
  readonly checks: readonly string[]
  readonly strict: boolean
  readonly reviews: number
  readonly admins: boolean
}
