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

/**
 * Rings between folders that stand beside one another, each with all that is below it. A file of the folder around them
 * counts for none of them.
 */
export function ringsOfFolders(sources: readonly Source[]): string[] {
  const arrows = new Map<string, Map<string, Set<string>>>()
  for (const { path, imports } of sources)
    for (const { of } of imports) {
      const [from, to] = [path.split('/'), of.split('/')]
      const fork = from.findIndex((part, i) => part !== to[i])
      if (fork < 1 || from.length - fork < 2 || to.length - fork < 2) continue
      const siblings = arrows.get(from.slice(0, fork).join('/')) ?? new Map<string, Set<string>>()
      arrows.set(from.slice(0, fork).join('/'), siblings)
      const [here = '', there = ''] = [from[fork], to[fork]]
      siblings.set(here, (siblings.get(here) ?? new Set()).add(there))
    }
  return [...arrows].flatMap(([parent, siblings]) =>
    [...siblings.keys()].filter((one) => reaches(siblings, one)).map((one) => `${parent}/${one}`),
  )
}

/** Whether the arrows that leave a folder lead back to it. */
function reaches(arrows: ReadonlyMap<string, ReadonlySet<string>>, from: string): boolean {
  const seen = new Set<string>()
  const ahead = [...(arrows.get(from) ?? [])]
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (next === from) return true
    if (seen.has(next)) continue
    seen.add(next)
    ahead.push(...(arrows.get(next) ?? []))
  }
  return false
}

/** Every name that a text exports where it declares it, types among them. */
export function exportedNames(text: string): string[] {
  return matches(text, /^export (?:async )?(?:function\*?|const|class|interface|type|enum) (\w+)/gm)
}

/** The functions that a text exports. */
export function exportedFunctions(text: string): string[] {
  return matches(text, /^export (?:async )?function\*? (\w+)/gm)
}

/** Every identifier of a text: its comments and strings are left out. */
export function identifiersOf(text: string): string[] {
  const code = text.replaceAll(
    /\/\*[\s\S]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g,
    ' ',
  )
  return [...new Set(matches(code, /([A-Za-z_$][\w$]*)/g))]
}

/** `findOpenRelease`, `OPEN_RELEASE` → find, open, release. */
export function wordsOf(name: string): string[] {
  return name
    .split(/_|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, name]) => (name === undefined ? [] : [name]))
}
