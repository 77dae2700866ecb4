/** What of ours a mark stands in. Several of one kind are told apart by their ids. */
export const MARKS = {
  trackingIssue: 'tracking-issue',
  releasePullRequest: 'release-pull-request',
  conflictPullRequest: 'conflict-pull-request',
  backToMain: 'back-to-main',
  pin: 'pin',
  head: 'head',
} as const

/**
 * What an effect leaves behind so that its next look finds it (design, law 1): a comment that nobody sees, on a line of
 * its own. No text from outside can be one: all of it is escaped, in code too.
 */
export function createMark(kind: string, id: string): string {
  return `<!-- release-captain:${escapeForComment(kind)} ${escapeForComment(id)} -->`
}

/** Whether a text of ours bears a mark. What stands within a line is no mark. */
export function hasMark(body: string, kind: string, id: string): boolean {
  const wanted = createMark(kind, id)
  return body.split(/\r\n|[\r\n]/).some((line) => line.trim() === wanted)
}

/** Returns the id in the only mark of a kind that a text of ours bears; null where there is none, or several. */
export function findMarkId(body: string, kind: string): string | null {
  const begin = `<!-- release-captain:${escapeForComment(kind)} `
  const ids = body.split(/\r\n|[\r\n]/).flatMap((line) => {
    const mark = line.trim()
    return mark.startsWith(begin) && mark.endsWith(' -->') ? [mark.slice(begin.length, -' -->'.length)] : []
  })
  return ids.length === 1 ? (ids[0] ?? null) : null
}

/** Two hyphens would end the comment for some readers. */
function escapeForComment(id: string): string {
  return id
    .toWellFormed()
    .replace(/[^\w.:#/@+-]/gu, (character) => encodeURIComponent(character))
    .replaceAll('--', '-%2D')
    .replace(/-$/, '%2D')
}
