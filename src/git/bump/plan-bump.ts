import type { BumpFile } from '../../release/policy/branch-and-build.ts'
import { type Refusal, Refused } from '../../release/refusal.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { replaceBlob } from '../objects/trees.ts'
import { type BumpProblem, CONFIG, createMistake, createProblem, type Versions } from './bump-file.ts'
import { type BumpedText, bumpText } from './bump-text.ts'
import { findPlaceAt } from './tree-place.ts'

/** Bytes. A version stands in small files; a larger one is a mistake in the config. */
const LARGEST = 5_000_000
/** The YAML parser keeps a tree of the whole file, some hundred times its size. */
const LARGEST_YAML = 1_000_000

interface PlanBumpInput extends Versions {
  readonly store: ObjectStore
  /** The tree after the last pick. */
  readonly tree: string
  readonly files: readonly BumpFile[]
}

/** One line that the bump changes, without its line end. */
interface ChangedLine {
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly before: string
  readonly after: string
}

export interface BumpPlan {
  /** The tree with the new version in it; the same as before where nothing changes. */
  readonly tree: string
  readonly changed: readonly ChangedLine[]
  /** Files of the policy that stay as they are, or in part, each with the reason. */
  readonly unchanged: readonly { readonly path: string; readonly why: string }[]
}

/**
 * Bumps the version in a tree (§1.3), without a work tree: only the bytes of the version change, in the files that
 * the policy names, and nothing of the repository is followed or run.
 *
 * @throws {Refused} with everything that is in the way, in all files at once
 */
export async function planBump({ store, tree, files, from, to }: PlanBumpInput): Promise<BumpPlan> {
  const texts = new Map<string, FileText>()
  const unchanged: { path: string; why: string }[] = []
  const problems: BumpProblem[] = []
  for (const file of files) {
    const read = texts.get(file.path) ?? (await readFile(store, tree, file))
    if ('kind' in read) {
      if (read.kind === 'problem') problems.push(read)
      else unchanged.push({ path: file.path, why: read.why })
      continue
    }
    // A file may be named twice: the second entry reads what the first one wrote.
    const bumped = bumpText(read.after, file, { from, to })
    if (bumped.kind === 'problem') problems.push(bumped)
    else unchanged.push(...listNotes(file, bumped))
    texts.set(file.path, { ...read, after: bumped.kind === 'bumped' ? bumped.text : read.after })
  }
  if (problems.length > 0) throw new Refused(toRefusal(problems))
  return { ...(await writeTexts(store, tree, texts)), unchanged }
}

/** A file's text before and after; every character stands for the bytes that it was read from. */
interface FileText {
  readonly encoding: 'utf8' | 'latin1'
  readonly before: string
  readonly after: string
}

async function readFile(
  store: ObjectStore,
  tree: string,
  file: BumpFile,
): Promise<FileText | BumpProblem | { readonly kind: 'unchanged'; readonly why: string }> {
  const place = await findPlaceAt(store, tree, file.path)
  if (place.kind === 'problem') return place
  if (place.kind === 'absent') return handleAbsentFile(file)
  const largest = file.kind === 'yaml' || file.kind === 'image-tags' ? LARGEST_YAML : LARGEST
  const size = await store.measure(place.sha)
  if (size > largest) return createTooLargeProblem(file, { size, largest })
  const { data } = await store.read(place.sha)
  const { encoding, text } = decode(data)
  return { encoding, before: text, after: text }
}

/** UTF-8 where it is; else each byte as one character, so that what is not understood comes back unharmed. */
function decode(data: Buffer): { encoding: 'utf8' | 'latin1'; text: string } {
  const text = data.toString('utf8')
  if (Buffer.from(text, 'utf8').equals(data)) return { encoding: 'utf8', text }
  return { encoding: 'latin1', text: data.toString('latin1') }
}

function handleAbsentFile(file: BumpFile): BumpProblem | { kind: 'unchanged'; why: string } {
  if (file.optional) return { kind: 'unchanged', why: 'There is no such file.' }
  return createMistake(
    `\`${file.path}\` is named for the version bump, but doesn't exist.`,
    `Correct its path in ${CONFIG}, or set \`optional: true\` there.`,
  )
}

function createTooLargeProblem(
  file: BumpFile,
  { size, largest }: { size: number; largest: number },
): BumpProblem {
  return createProblem(
    `\`${file.path}\` cannot be bumped: it has ${size} bytes, and ${largest} is the limit.`,
    `Name the file that holds the version in ${CONFIG}.`,
  )
}

function listNotes(
  file: BumpFile,
  bumped: Exclude<BumpedText, BumpProblem>,
): { path: string; why: string }[] {
  const notes = bumped.kind === 'bumped' ? bumped.notes : [bumped.why]
  return notes.map((why) => ({ path: file.path, why }))
}

async function writeTexts(
  store: ObjectStore,
  tree: string,
  texts: ReadonlyMap<string, FileText>,
): Promise<{ tree: string; changed: ChangedLine[] }> {
  const changed: ChangedLine[] = []
  let current = tree
  for (const [path, { encoding, before, after }] of texts) {
    if (before === after) continue
    changed.push(...diffLines(path, before, after))
    current = await replaceBlob(store, current, { path, data: Buffer.from(after, encoding) })
  }
  return { tree: current, changed }
}

/** A bump changes values inside lines, never their number. */
function diffLines(path: string, before: string, after: string): ChangedLine[] {
  const afterLines = after.split('\n')
  return before.split('\n').flatMap((old, index) => {
    const now = afterLines[index] ?? ''
    if (old === now) return []
    return [{ path, line: index + 1, before: stripReturn(old), after: stripReturn(now) }]
  })
}

function stripReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

function toRefusal(problems: readonly BumpProblem[]): Refusal {
  const [only] = problems
  const kind = problems.every(({ about }) => about === 'config') ? 'config' : 'repository'
  const nexts = [...new Set(problems.map(({ next }) => next))]
  if (problems.length === 1 && only) return { kind, what: only.what, next: only.next }
  return {
    kind,
    what: [
      `The version bump is impossible, for ${problems.length} reasons.`,
      ...problems.map(({ what }) => `- ${what}`),
    ].join('\n'),
    next: nexts.join('\n'),
  }
}
