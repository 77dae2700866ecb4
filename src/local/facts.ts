import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseDocument } from 'yaml'
import { type FactsFile, parseFactsFile } from '../release/facts-file.ts'
import { Refused } from '../release/refusal.ts'

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
      next: 'Check the path after `--facts`; docs/facts.md says what such a file states.',
    })
  }
  const data = await readFile(file)
  if (data.length > LARGEST) throw new Refused(mistake(file, `is larger than ${LARGEST} bytes`))
  const document = parseDocument(data.toString('utf8'), { schema: 'core', uniqueKeys: true })
  const [error] = document.errors
  if (error) throw new Refused(mistake(file, error.message.split('\n')[0] ?? error.code))
  return parseFactsFile(document.toJS({ maxAliasCount: 10 }))
}

function mistake(file: string, what: string) {
  return {
    kind: 'config',
    what: `The facts file ${file}: ${what}.`,
    next: 'Mend it; docs/facts.md shows a whole one.',
  } as const
}
