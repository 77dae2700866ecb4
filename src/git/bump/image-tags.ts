import { type Document, isScalar, type Scalar, visit } from 'yaml'
import {
  type BumpProblem,
  countLine,
  createProblem,
  quoteValue,
  type Search,
  type Spot,
  type Versions,
} from './bump-file.ts'
import { findScalarSpot, getSpotText, parseYamlDocuments } from './yaml-keys.ts'

/**
 * Finds the image tags that carry the version before the release (`godel/api:2.0.0`, `:v2.0.0`, `:${TAG:-2.0.0}`) or
 * already the new one. Every `image:` of the file counts, wherever it stands, so that extension fields and anchors
 * are met too. Images with another tag are somebody else's, and stay.
 */
export function searchImageTags(text: string, versions: Versions): Search {
  const documents = parseYamlDocuments(text)
  if ('kind' in documents) return documents
  const spots: Spot[] = []
  const notes: string[] = []
  for (const node of documents.flatMap(listImages)) {
    const found = searchImage(text, node, versions)
    if (found?.kind === 'problem') return found
    if (found?.kind === 'note') notes.push(found.note)
    if (found?.kind === 'tags') spots.push(...found.spots)
  }
  const missing = spots.length > 0 ? [] : [`image with the tag ${versions.from}`]
  return { kind: 'searched', spots, missing, notes }
}

function listImages(document: Document.Parsed): Scalar[] {
  const images: Scalar[] = []
  visit(document, {
    Pair: (_, { key, value }) => {
      if (isScalar(key) && key.value === 'image' && isScalar(value)) images.push(value)
    },
  })
  return images
}

type InImage =
  | { readonly kind: 'tags'; readonly spots: readonly Spot[] }
  | { readonly kind: 'note'; readonly note: string }
  | BumpProblem

function searchImage(text: string, node: Scalar, versions: Versions): InImage | null {
  const image = typeof node.value === 'string' ? node.value : ''
  const tags = [...findTags(image, versions.from), ...findTags(image, versions.to)]
  const line = countLine(text, node.range?.[0] ?? 0)
  if (tags.length === 0) return findNearMiss(image, line, versions.from)
  if (image.includes('@')) {
    return createProblem(
      `line ${line} pins ${quoteValue(image)} to the digest of the image before this release`,
      'Remove the digest, or list the file with a `pattern` that leaves this image out.',
    )
  }
  const spot = findScalarSpot(text, node, 'the image tag')
  const written = spot && getSpotText(text, spot)
  if (!written) {
    return createProblem(
      `line ${line} writes the image ${quoteValue(image)} with escapes or over several lines`,
      'Write it as one plain or quoted value.',
    )
  }
  return {
    kind: 'tags',
    spots: tags.map(({ start, value }) => ({
      name: 'the image tag',
      value,
      start: written.start + start,
      end: written.start + start + value.length,
      write: (next) => next,
    })),
  }
}

/**
 * A tag stands behind the colon of `name:tag`, or behind the `:-` or `-` of a default, and reaches to the end of the
 * name, of the default, or to the digest.
 */
function findTags(image: string, version: string): { start: number; value: string }[] {
  const tag = `v?${version.replace(/[.+]/g, '\\$&')}`
  const pattern = new RegExp(`(:|\\$\\{[A-Za-z_][A-Za-z0-9_]{0,100}:?-)(${tag})(?=$|[}@])`, 'g')
  return [...image.matchAll(pattern)].map(({ index, 1: lead = '', 2: value = '' }) => ({
    start: index + lead.length,
    value,
  }))
}

/** `godel/api:2.0.0-alpine`: not the version's own tag, and a person should hear that it stays. */
function findNearMiss(image: string, line: number, version: string): InImage | null {
  const [, rest] = image.split(/:v?(?=\d)/, 2)
  if (!rest?.startsWith(version) || /^[0-9]/.test(rest.slice(version.length))) return null
  return {
    kind: 'note',
    note: `Line ${line} keeps ${quoteValue(image)}, because its tag is not exactly ${version}.`,
  }
}
