import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TreeDiffs } from './attribute-diffs.ts'
import { EMPTY_TREE } from './empty-tree.ts'
import { MissingObject, NOT_THERE, type ObjectStore } from './object-store.ts'

/**
 * The `.gitattributes` of a tree, all folders' together, as one attributes file for a git directory without a work
 * tree. They decide merges (`merge=union`, `-merge`, `conflict-marker-size`) and which files count as text when
 * renames are looked for; without them 7 picks in 2,142 of real releases come out otherwise than with git.
 */
export async function readAttributes(store: ObjectStore, diffs: TreeDiffs, tree: string): Promise<string> {
  const files = await listAttributeFiles(store, diffs, tree)
  const texts = await Promise.all(
    files.map(async ({ sha }) =>
      (await store.measure(sha)) > LARGEST ? '' : (await store.read(sha)).data.toString('latin1'),
    ),
  )
  return files.map(({ folder }, i) => rebase(texts[i] ?? '', folder)).join('')
}

/** git passes over a larger one (attr.h, ATTR_MAX_FILE_SIZE). In bytes. */
const LARGEST = 100 * 1024 * 1024

/** Shallow folders first: within one file the later line wins, as the deeper file does in a work tree. */
async function listAttributeFiles(store: ObjectStore, diffs: TreeDiffs, tree: string) {
  const asked = `${EMPTY_TREE[store.format]} ${tree}`
  const said = await diffs.ask([asked])
  // git begins with what it was asked, and passes over what it cannot read.
  if (!said.startsWith(`${asked}\n`)) throw new MissingObject(tree, NOT_THERE)
  const fields = said.slice(asked.length + 1).split('\0')
  const files: { sha: string; folder: string }[] = []
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [, mode = '', , sha = ''] = (fields[i] ?? '').split(' ')
    const path = fields[i + 1] ?? ''
    // git follows no symbolic link here either.
    if (mode.startsWith('100')) files.push({ sha, folder: path.slice(0, -'.gitattributes'.length) })
  }
  const measureDepth = ({ folder }: { folder: string }) => folder.split('/').length
  return files.sort((a, b) => measureDepth(a) - measureDepth(b))
}

/** Rewrites the patterns of a folder's file so that they mean the same from the top (gitattributes(5), PATTERNS). */
export function rebase(text: string, folder: string): string {
  // git passes over a byte order mark, at the start of a file only.
  const lines = text
    .replace(/^\xef\xbb\xbf/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
  return lines
    .filter((line) => line.length < LONGEST_LINE)
    .map((line) => line.replace(/^[ \t\r]+/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => (folder === '' ? [line] : rebaseLine(line, folder)))
    .map((line) => `${line}\n`)
    .join('')
}

/** git passes over a line of so many bytes or more (attr.c, ATTR_MAX_LINE_LENGTH), blanks before it counted. */
const LONGEST_LINE = 2048

/** Macros may be defined at the top only, and a negative pattern is forbidden, in quotes too: git ignores both here. */
function rebaseLine(line: string, folder: string): string[] {
  const { pattern, attributes } = splitLine(line)
  if (/^\[attr\]./s.test(pattern) || pattern.startsWith('!') || pattern.endsWith('/')) return []
  return fitLines(quote(prefixPattern(folder, pattern)), attributes)
}

/** With its folder a line may be longer than git reads: then each attribute has a line of its own, which is the same. */
function fitLines(pattern: string, attributes: string): string[] {
  const whole = `${pattern} ${attributes}`
  if (whole.length < LONGEST_LINE) return [whole]
  return attributes.split(/[ \t\r]+/).map((one) => `${pattern} ${one}`)
}

/** A pattern in quotes that git cannot read is a pattern with quotes in it, up to the first blank. */
function splitLine(line: string): { pattern: string; attributes: string } {
  const quoted = QUOTED.exec(line)?.[0]
  if (quoted !== undefined)
    return { pattern: unquote(quoted), attributes: trimBlanks(line.slice(quoted.length)) }
  const [pattern = ''] = line.split(/[ \t\r]/, 1)
  return { pattern, attributes: trimBlanks(line.slice(pattern.length)) }
}

/** quote.c, `unquote_c_style`. */
const QUOTED = /^"(?:[^"\\]|\\(?:[abfnrtv"\\]|[0-3][0-7]{2}))*"/

function trimBlanks(text: string): string {
  return text.replace(/^[ \t\r]+|[ \t\r]+$/g, '')
}

function prefixPattern(folder: string, pattern: string): string {
  // Even in quotes, `!` at the start would make the pattern a negative one, which git passes over.
  const literal = folder.replace(/[*?[\\]|^!/g, '\\$&')
  if (pattern.startsWith('/')) return literal + pattern.slice(1)
  return pattern.includes('/') ? literal + pattern : `${literal}**/${pattern}`
}

/** git's C-style quoting, needed where a pattern holds white space or looks like a comment. */
function quote(pattern: string): string {
  if (!/[\s"]|^#/.test(pattern)) return pattern
  return `"${pattern.replace(/["\\]/g, '\\$&').replace(/\t/g, '\\t').replace(/\n/g, '\\n')}"`
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
}

function unquote(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replace(/\\([0-3][0-7]{2}|.)/g, (_, code: string) =>
      code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (ESCAPES[code] ?? code),
    )
}

/** Keeps an attributes text as a file named by its content, so that processes can share it without a race. */
export function writeAttributesFile(keptDir: string, text: string): string {
  const folder = join(keptDir, 'attributes')
  const path = join(folder, createHash('sha256').update(text).digest('hex').slice(0, 32))
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  const temporary = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(temporary, text, 'latin1')
  renameSync(temporary, path)
  return path
}
