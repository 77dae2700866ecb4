/** https://docs.slack.dev/messaging/formatting-message-text#date-formatting: its tokens, in UTC as all of the page is. */
const TOKENS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  date_short: { day: 'numeric', month: 'short', year: 'numeric' },
  date_long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
}
const DAY_MS = 86_400_000
const NEAR: ReadonlyMap<number, string> = new Map([
  [-1, 'yesterday'],
  [0, 'today'],
  [1, 'tomorrow'],
])

/** A date as Slack writes it: `{date_short_pretty}, {time}` → `today, 09:14`. `at` and `now` in milliseconds. */
export function formatSlackDate(format: string, at: number, now: number): string {
  return format.replaceAll(/\{(\w+)\}/g, (whole, name: string) => formatToken(name, at, now) ?? whole)
}

function formatToken(name: string, at: number, now: number): string | null {
  const plain = name.replace(/_pretty$/, '')
  const near = plain === name ? undefined : NEAR.get(Math.floor(at / DAY_MS) - Math.floor(now / DAY_MS))
  if (near !== undefined) return near
  const options = Object.hasOwn(TOKENS, plain) ? TOKENS[plain] : undefined
  return options ? new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(at) : null
}
