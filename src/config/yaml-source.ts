import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  type YAMLMap,
} from 'yaml'
import { type ConfigError, formatKeyPath, type Path, quote } from './config-errors.ts'
import { explainYamlMistake, isLocal } from './yaml-mistakes.ts'

/** The most that a config may have, in bytes of UTF-8: ten times what the whole default takes. */
const MOST_BYTES = 65_536
/** The deepest setting is five levels down; the cap keeps a hostile file from exhausting the stack. */
const MOST_LEVELS = 20

interface Place {
  readonly line: number
  readonly column: number
}

/** A config as plain data, and where each part of it stands. */
export interface YamlSource {
  readonly data: unknown
  /** Where the key of a path stands, or the nearest thing around it. */
  keyAt(path: Path): Place
  /** Where the value of a path stands, or the nearest thing around it. */
  valueAt(path: Path): Place
  /** Whether the file says anything of a path. */
  has(path: Path): boolean
  readonly errors: readonly ConfigError[]
  /** False where the mistakes are such that the data cannot be trusted to be what was meant. */
  readonly readable: boolean
}

interface Offsets {
  readonly key: number
  readonly value: number
}

/** What is gathered on the way through the nodes. */
interface Walk {
  readonly offsets: Map<string, Offsets>
  readonly refuse: (
    at: number,
    path: Path,
    mistake: { readonly found: string; readonly right: string },
  ) => void
}

/**
 * Reads a config as YAML 1.2 with the core schema. Anchors, aliases, tags and `__proto__` are refused: a config is
 * plain data that means what it shows (threat D3).
 */
export function readYaml(text: string, file: string): YamlSource {
  const outer = findOuterMistake(text)
  if (outer) return createUnreadable([{ file, line: 1, column: 1, key: '', ...outer }])

  const counter = new LineCounter()
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    // Found on our own way through the nodes: the parser's way compares every key with every other.
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: counter,
  })
  const locate = (offset: number): Place => {
    const { line, col } = counter.linePos(offset)
    return { line, column: col }
  }
  const errors: ConfigError[] = [...document.errors, ...document.warnings]
    .filter(({ code }) => code !== 'TAG_RESOLVE_FAILED')
    .map((error) => ({ file, ...locate(error.pos[0]), key: '', ...explainYamlMistake(error) }))
  const offsets = new Map<string, Offsets>()
  const refuse: Walk['refuse'] = (at, path, mistake) => {
    errors.push({ file, ...locate(at), key: formatKeyPath(path), ...mistake })
  }
  const data = toData(document.contents, [], { offsets, refuse })
  const find = (path: Path) => findNearestOffsets(offsets, path)
  return {
    data,
    keyAt: (path) => locate(find(path).key),
    valueAt: (path) => locate(find(path).value),
    has: (path) => offsets.has(JSON.stringify(path)),
    errors,
    readable: document.errors.every(isLocal),
  }
}

function findOuterMistake(text: string): { readonly found: string; readonly right: string } | null {
  const bytes = Buffer.byteLength(text)
  if (bytes > MOST_BYTES) return { found: `${bytes} bytes`, right: `at most ${MOST_BYTES} bytes` }
  if (text.includes('\u0000')) return { found: 'a NUL character', right: 'a text file in UTF-8' }
  if (text.includes('\ufffd')) return { found: 'bytes that are not UTF-8', right: 'a text file in UTF-8' }
  return null
}

function createUnreadable(errors: readonly ConfigError[]): YamlSource {
  const start = () => ({ line: 1, column: 1 })
  return { data: null, keyAt: start, valueAt: start, has: () => false, errors, readable: false }
}

function findNearestOffsets(offsets: ReadonlyMap<string, Offsets>, path: Path): Offsets {
  for (let length = path.length; length >= 0; length -= 1) {
    const found = offsets.get(JSON.stringify(path.slice(0, length)))
    if (found) return length === path.length ? found : { key: found.key, value: found.key }
  }
  return { key: 0, value: 0 }
}

function toData(node: Node | ParsedNode | null, path: Path, walk: Walk): unknown {
  const at = node?.range?.[0] ?? 0
  const before = walk.offsets.get(JSON.stringify(path))
  walk.offsets.set(JSON.stringify(path), { key: before?.key ?? at, value: at })
  if (path.length > MOST_LEVELS) {
    walk.refuse(at, path, { found: 'levels in levels', right: `at most ${MOST_LEVELS} levels` })
    return null
  }
  refuseProperties(node, path, walk)
  if (isMap(node)) return toMapping(node, path, walk)
  if (isSeq(node)) {
    return node.items.map((item, index) => toData(isNode(item) ? item : null, [...path, index], walk))
  }
  return isScalar(node) ? node.value : null
}

function refuseProperties(node: Node | ParsedNode | null, path: Path, { refuse }: Walk): void {
  const at = node?.range?.[0] ?? 0
  if (isAlias(node)) {
    refuse(at, path, { found: `the alias *${node.source}`, right: 'the value itself, written out' })
    return
  }
  if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) {
    refuse(at, path, {
      found: `the anchor &${node.anchor}`,
      right: "only the value: aliases aren't supported",
    })
  }
  if (node?.tag !== undefined) {
    refuse(at, path, { found: `the tag ${quote(node.tag)}`, right: 'only the value, without a tag' })
  }
}

function toMapping(map: YAMLMap, path: Path, walk: Walk): object {
  const entries = new Map<string, unknown>()
  for (const { key, value } of map.items) {
    const at = isNode(key) ? (key.range?.[0] ?? 0) : (map.range?.[0] ?? 0)
    const name = isScalar(key) ? String(key.value ?? '') : null
    if (name === null) {
      walk.refuse(at, path, { found: 'a key that is a list or mapping', right: 'a key that is a word' })
      continue
    }
    const inner = [...path, name]
    if (entries.has(name)) {
      walk.refuse(at, inner, { found: 'the same key a second time', right: 'each key once' })
      continue
    }
    if (name === '__proto__') {
      walk.refuse(at, inner, { found: 'an unknown key', right: 'without this line' })
      continue
    }
    walk.offsets.set(JSON.stringify(inner), { key: at, value: at })
    entries.set(name, toData(isNode(value) ? value : null, inner, walk))
  }
  return Object.fromEntries(entries)
}
