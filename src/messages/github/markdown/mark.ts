/** What of ours a mark stands in. Several of one kind are told apart by their ids. */
export const MARKS = {
  trackingIssue: 'tracking-issue',
  releasePullRequest: 'release-pull-request',
  conflictPullRequest: 'conflict-pull-request',
  backToMain: 'back-to-main',
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

/** Two hyphens would end the comment for some readers. */
function escapeForComment(id: string): string {
  return id
    .toWellFormed()
    .replace(/[^\w.:#/@+-]/gu, (character) => encodeURIComponent(character))
    .replaceAll('--', '-%2D')
    .replace(/-$/, '%2D')
}
