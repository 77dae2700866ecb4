/** Not now, and nobody's fault: a rate limit, or a mirror that is being made. The task waits and loses no attempt. */
export class Later extends Error {
  /** Seconds since 1970. */
  readonly at: number

  constructor(at: number, why: string) {
    super(why)
    this.name = 'Later'
    this.at = at
  }
}
