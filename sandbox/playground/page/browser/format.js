const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' })
const LONG_DAY = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})
const TIME = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', hour: '2-digit', minute: '2-digit' })
const SECONDS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/**
 * A time of the world, which is kept in UTC: `10 Feb 09:14`.
 *
 * @param {number} at
 */
export function formatWhen(at) {
  return `${DAY.format(at)} ${TIME.format(at)}`
}

/** @param {number} at */
export function formatDay(at) {
  return LONG_DAY.format(at)
}

/** @param {number} at */
export function timeOfDay(at) {
  return SECONDS.format(at)
}

/**
 * @param {number} from
 * @param {number} to
 */
export function formatLasted(from, to) {
  const seconds = Math.max(0, Math.round((to - from) / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** @param {string} sha */
export function shortenSha(sha) {
  return sha.slice(0, 7)
}

/**
 * `1 comment`, `2 comments`.
 *
 * @param {number} count
 * @param {string} one
 */
export function count(count, one) {
  return `${count} ${one}${count === 1 ? '' : 's'}`
}

/**
 * A conclusion or state in words: `timed_out` → `timed out`.
 *
 * @param {string} word
 */
export function formatWords(word) {
  return word.replaceAll('_', ' ').toLowerCase()
}

/** @param {number} bytes */
export function formatSize(bytes) {
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} kB`
}
