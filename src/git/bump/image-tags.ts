import { type Document, isAlias, isScalar, type Scalar, visit } from 'yaml'
import { compilePathFinder } from '../../release/patterns.ts'
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
 * are met too. Images with another tag are somebody else's, and stay. So do those that `images` does not name; where it
 * is null, those without an owner in a file whose other images have one: `redis-exporter:2.0.0` beside `godel/api:2.0.0`.
 */
export function searchImageTags(text: string, versions: Versions, images: readonly string[] | null): Search {
  const documents = parseYamlDocuments(text)
  if ('kind' in documents) return documents
  const spots: Spot[] = []
  const notes: string[] = []
  const all = new Set(documents.flatMap(listImages))
  const isOurs = createOwnership(
    [...all].filter((node) => isOnVersion(node, versions)),
    images,
  )
  for (const node of all) {
    if (!isOurs(getImage(node))) {
      if (isOnVersion(node, versions)) notes.push(tellForeign(text, node))
      continue
    }
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
      if (!isScalar(key) || key.value !== 'image') return
      const image = isAlias(value) ? value.resolve(document) : value
      if (isScalar(image)) images.push(image)
    },
  })
  return images
}

function getImage({ value }: Scalar): string {
  return typeof value === 'string' ? value : ''
}

function isOnVersion(node: Scalar, { from, to }: Versions): boolean {
  const image = getImage(node)
  return findTags(image, from).length > 0 || findTags(image, to).length > 0
}

/** Tells which images are released here. */
function createOwnership(
  onVersion: readonly Scalar[],
  images: readonly string[] | null,
): (image: string) => boolean {
  if (images) {
    const find = compilePathFinder(images.map((name) => `**/${name}`))
    return (image) => find(getName(image)) !== null
  }
  const isOwned = (image: string) => getName(image).includes('/')
  const isMixed = onVersion.some((node) => isOwned(getImage(node)))
  return (image) => !isMixed || isOwned(image)
}

/** The name without its tag, with the defaults of its variables: `docker.io/godel/api`. */
function getName(image: string): string {
  const filled = image.replace(/\$\{\w{1,100}:?-([^}]*)\}/g, '$1').replace(/\$\{[^}]*\}/g, '$')
  const plain = filled.split('@', 1)[0] ?? ''
  return plain.replace(/:[^/:]*$/, '')
}

function tellForeign(text: string, node: Scalar): string {
  const line = countLine(text, node.range?.[0] ?? 0)
  return `Line ${line} keeps ${quoteValue(getImage(node))}, which isn't an image of this release. If it is, name it in \`images\`.`
}

type InImage =
  | { readonly kind: 'tags'; readonly spots: readonly Spot[] }
  | { readonly kind: 'note'; readonly note: string }
  | BumpProblem

function searchImage(text: string, node: Scalar, versions: Versions): InImage | null {
  const image = getImage(node)
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
