import { type Document, isScalar, parseAllDocuments, parseDocument, Scalar } from 'yaml'
import { type BumpProblem, CONFIG, createProblem, type Search, type Spot } from './bump-file.ts'

/**
 * Finds scalars by dotted keys as ranges of the source: comments, quotes and layout stay, since nothing but the
 * scalar's own bytes is replaced.
 */
export function searchYaml(text: string, keys: readonly string[]): Search {
  const documents = parseYamlDocuments(text)
  if ('kind' in documents) return documents
  const spots: Spot[] = []
  const missing: string[] = []
  for (const key of keys) {
    const found = findSpotAt(text, documents, key)
    if (found === null) missing.push(`\`${key}\``)
    else if ('kind' in found) return found
    else spots.push(found)
  }
  return { kind: 'searched', spots, missing, notes: [] }
}

/** The documents of a YAML file. Aliases are never expanded, so none can grow. */
export function parseYamlDocuments(text: string): readonly Document.Parsed[] | BumpProblem {
  try {
    const documents = parseAllDocuments(text, { logLevel: 'silent' })
    const [error] = [...documents].flatMap((document) => document.errors)
    if (error) return createNotYaml(error.message.split('\n', 1)[0] ?? error.code)
    return [...documents]
  } catch (error) {
    // The parser recurses: a file nested deeper than the stack ends here.
    if (error instanceof RangeError) return createNotYaml('nested too deeply')
    throw error
  }
}

function createNotYaml(why: string): BumpProblem {
  return createProblem(
    `it isn't valid YAML (${why.replace(/:$/, '')})`,
    `Fix the file. For a template that becomes YAML later, find the version with a \`pattern\` in ${CONFIG}.`,
  )
}

function findSpotAt(
  text: string,
  documents: readonly Document.Parsed[],
  key: string,
): Spot | BumpProblem | null {
  const path = splitKeyPath(key)
  const nodes = documents.flatMap((document) => {
    const node = findNodeAt(document, path)
    return node === undefined ? [] : [node]
  })
  const [node] = nodes
  if (node === undefined) return null
  if (nodes.length > 1) {
    return createProblem(
      `\`${key}\` is in ${nodes.length} of its documents`,
      `Find the right one with a \`pattern\` in ${CONFIG}.`,
    )
  }
  if (!isScalar(node)) {
    return createProblem(
      `\`${key}\` isn't a plain value but a list, a mapping or an alias`,
      `Name the key that holds the version itself in ${CONFIG}.`,
    )
  }
  return findScalarSpot(text, node, `\`${key}\``) ?? createSeveralLinesProblem(key)
}

/** The dots of `a.b\.c` that part keys, and not those that belong to one. */
function splitKeyPath(key: string): string[] {
  return key.split(/(?<!\\)\./).map((part) => part.replaceAll('\\.', '.'))
}

function findNodeAt(document: Document.Parsed, path: readonly string[]): unknown {
  return document.contents === null ? undefined : document.getIn(path, true)
}

function createSeveralLinesProblem(key: string): BumpProblem {
  return createProblem(`\`${key}\` is written over several lines`, 'Write it as one plain or quoted value.')
}

/** Null for a value that is written over several lines. */
export function findScalarSpot(text: string, node: Scalar, name: string): Spot | null {
  if (!node.range) return null
  const [start, end] = node.range
  const raw = text.slice(start, end)
  if (raw.includes('\n') || node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED)
    return null
  // `source` is what stands there: `2.0` has the value 2, and only as written can it be compared with a version.
  const value = typeof node.value === 'string' ? node.value : (node.source ?? raw)
  return { name, value, start, end, write: (next) => quoteLikeNode(node, next) }
}

/** The new value in the old one's quotes, or in double ones where it would no longer read as a text without. */
function quoteLikeNode(node: Scalar, value: string): string {
  if (node.type === Scalar.QUOTE_SINGLE) return `'${value.replaceAll("'", "''")}'`
  if (node.type === Scalar.QUOTE_DOUBLE) return JSON.stringify(value)
  const plain = parseDocument(value, { logLevel: 'silent' }).contents
  return isScalar(plain) && plain.value === value ? value : JSON.stringify(value)
}

/** Where the spot's text stands inside its quotes, and null where escapes make the two differ. */
export function getSpotText(
  text: string,
  spot: Spot,
): { readonly start: number; readonly value: string } | null {
  const raw = text.slice(spot.start, spot.end)
  const inner = raw.startsWith('"') || raw.startsWith("'") ? raw.slice(1, -1) : raw
  if (inner !== spot.value) return null
  return { start: spot.start + raw.indexOf(inner), value: inner }
}
