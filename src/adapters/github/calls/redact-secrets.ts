/** GitHub's tokens, and what an App signs with its key. */
const SECRET = /\b(?:gh[a-z]_|github_pat_|v1\.)\w{10,}|\beyJ[\w-]+\.[\w-]+\.[\w-]+/g

/** A text of somebody else's, with nothing in it that looks like a secret. */
export function redactSecrets(text: string): string {
  return text.replaceAll(SECRET, '[hidden]')
}
