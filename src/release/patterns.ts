import { RE2JS } from 're2js'

/** Finds text; answers what it found, or null. */
type Finder = (text: string) => string | null

/** By the very list that a policy holds: the patterns of a policy are asked of every candidate, and compiled once. */
type Compiled = WeakMap<readonly string[], Finder>
const words: Compiled = new WeakMap()
const paths: Compiled = new WeakMap()

/** Finds the first match of any of a list of RE2 patterns, in capitals or not. Throws for what RE2 does not read. */
export function compileFinder(patterns: readonly string[]): Finder {
  return memoize(words, patterns, () =>
    compilePattern(patterns.map((pattern) => `(?:${pattern})`).join('|'), RE2JS.CASE_INSENSITIVE),
  )
}

/**
 * Finds whether a path matches any of a list of globs: `*` and `?` stay within a folder, `**` crosses them,
 * `{a,b}` is one or the other. As in .gitignore a glob without a slash matches in every folder.
 */
export function compilePathFinder(globs: readonly string[]): Finder {
  return memoize(paths, globs, () =>
    compilePattern(globs.map((glob) => `^${globToRegex(glob)}$`).join('|'), RE2JS.DOTALL),
  )
}

function memoize(known: Compiled, key: readonly string[], compile: () => Finder): Finder {
  const before = known.get(key)
  if (before) return before

  const finder = key.length === 0 ? () => null : compile()
  known.set(key, finder)
  return finder
}

function compilePattern(pattern: string, flags: number): Finder {
  const regex = RE2JS.compile(pattern, flags)
  return (text) => {
    const matcher = regex.matcher(text)
    return matcher.find() ? (matcher.group() ?? '') : null
  }
}

function globToRegex(glob: string): string {
  const anywhere = glob.includes('/') ? glob : `**/${glob}`
  // A brace without its partner stands for itself.
  const parts = anywhere.match(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[^*?{]+|\{/g) ?? []
  return parts.map(globPartToRegex).join('')
}

function globPartToRegex(part: string): string {
  if (part === '**/') return '(?:.*/)?'
  if (part === '**') return '.*'
  if (part === '*') return '[^/]*'
  if (part === '?') return '[^/]'
  if (!(part.startsWith('{') && part.endsWith('}'))) return RE2JS.quote(part)

  const options = part.slice(1, -1).split(',')
  return `(?:${options.map((option) => option.split('*').map(RE2JS.quote).join('[^/]*')).join('|')})`
}
