/**
 * The web page of a repository, by its remote's URL: `https://github.com/o/r` for `git@github.com:o/r.git`.
 * Null where the URL names no host (a path) or carries more than that. Credentials never pass.
 */
export function toWebUrl(remote: string): string | null {
  const scp = /^(?:[^\s/@]+@)([a-z0-9.-]+):(?!\/\/)(.+)$/i.exec(remote)
  const [, host, path] =
    scp ?? /^(?:https?|ssh|git):\/\/(?:[^/@]*@)?([a-z0-9.-]+)(?::\d+)?\/(.+)$/i.exec(remote) ?? []
  if (!host || !path) return null
  const plain = path.replace(/\/+$/, '').replace(/\.git$/, '')
  return /^[\w.~-]+(?:\/[\w.~-]+)+$/.test(plain) ? `https://${host.toLowerCase()}/${plain}` : null
}
