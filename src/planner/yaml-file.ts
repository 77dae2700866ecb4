import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { LineCounter, parseDocument } from 'yaml'
import { Refused } from '../release/refusal.ts'

/** A file that a person names on the command line. */
export interface YamlFile {
  readonly path: string
  /** What it is, for people: `facts file`. */
  readonly kind: string
  /** The option that names it: `--facts`. */
  readonly option: string
  /** The page that says what stands in it. */
  readonly page: string
}

/** Facts of a thousand changes take a fifth of this. In bytes. */
const LARGEST = 2 * 1024 * 1024

/**
 * Reads a YAML or JSON file.
 *
 * @throws {Refused} when it is not there, is too large, or isn't YAML
 */
export async function readYamlFile(file: YamlFile): Promise<unknown> {
  const { path, kind, option, page } = file
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new Refused({
      kind: 'usage',
      what: `There is no ${kind} at ${path}.`,
      next: `Check the path after \`${option}\`. ${page} describes the file.`,
    })
  }
  const data = await readFile(path)
  if (data.length > LARGEST) throw createRefusal(file, path, `is larger than ${LARGEST} bytes`)
  return parseYaml(file, data.toString('utf8'))
}

/** Without aliases: a few of them can stand for a gigabyte. */
function parseYaml(file: YamlFile, text: string): unknown {
  const lines = new LineCounter()
  const options = { schema: 'core', uniqueKeys: true, prettyErrors: false, lineCounter: lines } as const
  const document = parseDocument(text, options)
  const [error] = document.errors
  if (error) {
    const { line, col } = lines.linePos(error.pos[0])
    throw createRefusal(file, `${file.path}:${line}:${col}`, `isn't YAML: ${error.message}`)
  }
  try {
    return document.toJS({ maxAliasCount: 0 })
  } catch {
    const what = "has an alias (`*name`), which isn't supported; write the value out"
    throw createRefusal(file, file.path, what)
  }
}

function createRefusal({ kind, page }: YamlFile, where: string, what: string): Refused {
  return new Refused({
    kind: 'config',
    what: `The ${kind} ${where} ${what}.`,
    next: `Fix it. ${page} shows a complete one.`,
  })
}
