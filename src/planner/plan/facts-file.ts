import { type FactsFile, parseFactsFile } from '../../release/facts/facts-file.ts'
import { readYamlFile } from '../yaml-file.ts'

/**
 * Reads a facts file, YAML or JSON (docs/facts.md).
 *
 * @throws {Refused} when it isn't there, isn't YAML, or states what no change has
 */
export async function readFacts(file: string): Promise<FactsFile> {
  return parseFactsFile(
    await readYamlFile({ path: file, kind: 'facts file', option: '--facts', page: 'docs/facts.md' }),
  )
}
