import type { BumpFile } from '../policy/branch-and-build.ts'
import type { RepositoryFile } from './repository-facts.ts'

/** A larger file is read by patterns: a parser keeps a tree of it. */
const LARGEST_YAML = 900_000
const MOST_POINTERS = 150

/** The entry for a file whose format says where the version is; null for any other. */
export function findStructuredEntry({ path, text }: RepositoryFile, version: string): BumpFile | null {
  if (path.endsWith('.json')) return toJsonEntry(path, text, version)
  if (/(?:^|\/)Chart\.ya?ml$/.test(path)) return toChartEntry(path, text, version)
  const isYaml = /\.ya?ml$/.test(path) && text.length < LARGEST_YAML
  return isYaml && saysOnlyInImages(text, version) ? { kind: 'image-tags', path, optional: false } : null
}

function toJsonEntry(path: string, text: string, version: string): BumpFile | null {
  const value = parseJson(text)
  const isLock = /(?:package-lock|npm-shrinkwrap)\.json$/.test(path)
  const pointers = isLock ? listLockPointers(value, version) : listPointers(value, version, '')
  const [first] = pointers
  if (first === undefined || pointers.length > MOST_POINTERS) return null
  return { kind: 'json', path, pointers, optional: false }
}

/** What isn't JSON, a config with comments for one, is read by patterns. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}

function listPointers(value: unknown, version: string, at: string): string[] {
  if (typeof value === 'string') return [version, `v${version}`].includes(value) ? [at] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    listPointers(inner, version, `${at}/${escapePointer(key)}`),
  )
}

/** In a lock file the packages below `node_modules` are others'. */
function listLockPointers(value: unknown, version: string): string[] {
  return listPointers(value, version, '').filter(
    (pointer) =>
      /^\/(?:version|packages\/[^/]*\/version)$/.test(pointer) && !pointer.includes('node_modules'),
  )
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function toChartEntry(path: string, text: string, version: string): BumpFile | null {
  const found = [...text.matchAll(/^(version|appVersion):[ \t]*["']?v?([^"'\s#]+)/gm)]
  const keys = found.flatMap(([, key = '', value]) => (value === version ? [key] : []))
  return keys.length > 0 && isSaidOnly(text, version, keys.length)
    ? { kind: 'yaml', path, keys, optional: false }
    : null
}

function isSaidOnly(text: string, version: string, times: number): boolean {
  return text.split(version).length - 1 === times
}

function saysOnlyInImages(text: string, version: string): boolean {
  const withVersion = text.split('\n').filter((line) => line.includes(version))
  const isImage = (line: string) =>
    /^\s*(?:-\s+)?image:\s*["']?[^\s"':]+(?::\d+\/[^\s"':]+)?:v?([0-9][^\s"'@]*)["']?\s*$/.exec(line)?.[1] ===
    version
  return withVersion.length > 0 && withVersion.every(isImage)
}
