import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AttributeDiffs } from './attribute-diffs.ts'
import { EMPTY_TREE } from './empty-tree.ts'
import { MissingObject, NOT_THERE, type ObjectStore } from './object-store.ts'

/**
 * The `.gitattributes` of a tree, all folders' together, as one attributes file for a git directory without a work
 * tree. They decide merges (`merge=union`, `-merge`, `conflict-marker-size`) and which files count as text when
 * renames are looked for; without them 7 picks in 2,142 of real releases come out otherwise than with git.
 */
export async function readAttributes(
  store: ObjectStore,
  diffs: AttributeDiffs,
  tree: string,
): Promise<string> {
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
async function listAttributeFiles(store: ObjectStore, diffs: AttributeDiffs, tree: string) {
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
    .map((line) => line.replace(/^[ \t\r]+|\r$/g, ''))
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => {
      if (folder === '') return [line]
      // Macros may be defined at the top only, and a negative pattern is forbidden: git ignores both here.
      if (line.startsWith('[attr]') || line.startsWith('!')) return []
      const { pattern, attributes } = splitLine(line)
      return pattern.endsWith('/') ? [] : [`${quote(prefixPattern(folder, pattern))} ${attributes}`]
    })
    .map((line) => `${line}\n`)
    .join('')
}

function splitLine(line: string): { pattern: string; attributes: string } {
  if (line.startsWith('"')) {
    const end = /^"(?:[^"\\]|\\.)*"/.exec(line)?.[0]
    if (end) return { pattern: unquote(end), attributes: line.slice(end.length).trim() }
  }
  const [pattern = ''] = line.split(/[ \t]/, 1)
  return { pattern, attributes: line.slice(pattern.length).trim() }
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
    .replace(/\\([0-7]{3}|.)/g, (_, code: string) =>
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

/**
 * Whether each of some trees has other `.gitattributes` than the one before it. The trees are compared and not what a pick
 * did to its own parent: where the line has another name for the file, a pick changes it through the rename.
 *
 * @throws {MissingObject} when a tree is missing
 */
export async function compareAttributes(
  diffs: AttributeDiffs,
  pairs: readonly (readonly [before: string, after: string])[],
): Promise<readonly boolean[]> {
  if (pairs.length === 0) return []
  const heads = pairs.map(([before, after]) => `${before} ${after}\n`)
  const said = await diffs.ask(heads.map((head) => head.trimEnd()))
  let at = 0
  return heads.map((head, i) => {
    // git begins each answer with what it was asked, and passes over what it cannot read.
    if (!said.startsWith(head, at)) throw new MissingObject(pairs[i]?.[1] ?? '', NOT_THERE)
    const next = heads[i + 1]
    const end = next === undefined ? said.length : said.indexOf(next, at + head.length)
    const isChange = end > at + head.length
    at = end
    return isChange
  })
}
