/** As much of autocannon 9, which brings no types, as the measurements use. */
declare module 'autocannon' {
  namespace autocannon {
    interface Request {
      readonly headers: Readonly<Record<string, string>>
    }
    interface Options {
      readonly url: string
      readonly method: 'POST'
      readonly body: string
      readonly headers: Readonly<Record<string, string>>
      readonly connections: number
      /** Seconds. */
      readonly duration: number
      /** Requests a second over all connections; how late one is sent counts as latency then. */
      readonly overallRate?: number
      readonly requests: readonly { readonly setupRequest: (request: Request) => Request }[]
    }
    interface Result {
      readonly requests: { readonly average: number; readonly total: number }
      /** Milliseconds. */
      readonly latency: { readonly p50: number; readonly p99: number; readonly max: number }
      readonly errors: number
      readonly non2xx: number
    }
  }
  function autocannon(options: autocannon.Options): Promise<autocannon.Result>
  export = autocannon
}
