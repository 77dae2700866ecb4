import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { LineCounter, parseDocument } from 'yaml'
import { type FactsFile, parseFactsFile } from '../../release/facts/facts-file.ts'
import { Refused } from '../../release/refusal.ts'

/** Facts of a thousand changes take a fifth of this. */
const LARGEST = 2 * 1024 * 1024

/**
 * Reads a facts file, YAML or JSON (docs/facts.md).
 *
 * @throws {Refused} when it is not there, is no YAML, or states what no change has
 */
export async function readFacts(file: string): Promise<FactsFile> {
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new Refused({
      kind: 'usage',
      what: `There is no facts file at ${file}.`,
      next: 'Check the path after `--facts`. docs/facts.md describes the file.',
    })
  }
  const data = await readFile(file)
  if (data.length > LARGEST) throw new Refused(refuseFactsFile(file, `is larger than ${LARGEST} bytes`))
  return parseFactsFile(readYaml(file, data.toString('utf8')))
}

/** Without aliases: a few of them can stand for a gigabyte. */
function readYaml(file: string, text: string): unknown {
  const lines = new LineCounter()
  const options = { schema: 'core', uniqueKeys: true, prettyErrors: false, lineCounter: lines } as const
  const document = parseDocument(text, options)
  const [error] = document.errors
  if (error) {
    const { line, col } = lines.linePos(error.pos[0])
    throw new Refused(refuseFactsFile(`${file}:${line}:${col}`, `isn't YAML: ${error.message}`))
  }
  try {
    return document.toJS({ maxAliasCount: 0 })
  } catch {
    throw new Refused(
      refuseFactsFile(file, "has an alias (`*name`), which isn't supported; write the value out"),
    )
  }
}

function refuseFactsFile(file: string, what: string) {
  return {
    kind: 'config',
    what: `The facts file ${file} ${what}.`,
    next: 'Fix it. docs/facts.md shows a complete one.',
  } as const
}
