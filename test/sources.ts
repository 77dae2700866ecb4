import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { initSync, parse } from 'es-module-lexer'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** A file of the project as the rules of the house look at it. Paths have slashes and begin at the project's folder. */
export interface Source {
  readonly path: string
  readonly text: string
  /** Files of the project as paths, packages and Node's modules by their names; `dynamic` for `import(…)`. */
  readonly imports: readonly { readonly of: string; readonly dynamic: boolean }[]
  /** The names that it exports. */
  readonly exports: readonly string[]
}

/** Every TypeScript file below a folder, in the order of their paths. */
export function sourcesBelow(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .sort()
    .map((path) => sourceOf(path, readFileSync(join(ROOT, path), 'utf8')))
}

/** What a text imports and exports. Imports in its strings and comments are none, those of types alone are. */
export function sourceOf(path: string, text: string): Source {
  initSync()
  // Exports of types alone are TypeScript's, so the lexer, which knows JavaScript, passes over them.
  const [imports, exports] = parse(text.replace(/^export type (?=[{*])/gm, 'export '), path)
  return {
    path,
    text,
    imports: imports.flatMap(({ n, d, ss, se }) => {
      if (d === -2) return []
      if (n === undefined)
        throw new Error(`${path} imports something by a computed name: ${text.slice(ss, se)}`)
      return [{ of: n.startsWith('.') ? posix.join(posix.dirname(path), n) : n, dynamic: d >= 0 }]
    }),
    exports: exports.map(({ n }) => n),
  }
}

/** The chains of imports that lead back to where they began; a ring is told once, from one of its files. */
export function ringsOf(sources: readonly Source[]): string[] {
  const of = new Map(sources.map((source) => [source.path, source]))
  const done = new Set<string>()
  const rings: string[] = []
  const visit = (path: string, way: readonly string[]): void => {
    const begun = way.indexOf(path)
    if (begun >= 0) rings.push([...way.slice(begun), path].join(' -> '))
    if (begun >= 0 || done.has(path)) return
    for (const next of of.get(path)?.imports ?? []) visit(next.of, [...way, path])
    done.add(path)
  }
  for (const { path } of sources) visit(path, [])
  return rings
}
