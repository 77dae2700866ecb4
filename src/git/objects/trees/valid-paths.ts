/**
 * Whether git's index takes a path (read-cache.c, `verify_path`, with `core.protectNTFS` as it is by default): no part is
 * `.`, `..` or a spelling of `.git`, and `.gitmodules` is no symbolic link. A merge without an index never asks this.
 *
 * @param path one character a byte or more; only ASCII matters here
 * @param mode of six digits, as `git diff-tree` shows it
 */
export function isValidPath(path: string, mode: string): boolean {
  const isLink = mode.startsWith('120')
  return path
    .split('/')
    .every(
      (name) =>
        name !== '' &&
        name !== '.' &&
        name !== '..' &&
        name.split('\\').every((part) => !isDotGit(part) && !(isLink && isDotGitmodules(part))),
    )
}

/** `.git`, or the short name that Windows gives it; what stands behind a colon, and dots and blanks, do not count there. */
function isDotGit(name: string): boolean {
  return /^(?:\.git|git~1)[ .]*(?::.*)?$/is.test(name)
}

/** path.c, `is_ntfs_dot_generic`: the name, its short name, and the short name of many that are alike. */
function isDotGitmodules(name: string): boolean {
  const [bare = ''] = name.split(':', 1)
  const trimmed = bare.replace(/[ .]+$/, '')
  if (/^(?:\.gitmodules|gitmod~[1-4])$/i.test(trimmed)) return true
  const [, prefix, number] = /^([^~]{0,6})~([1-9][0-9]*)$/.exec(trimmed) ?? []
  if (prefix === undefined || number === undefined || trimmed.length !== 8) return false
  return 'gi7eba'.startsWith(prefix.toLowerCase())
}
