import { describeFactsRefusal } from '../../messages/refusals/describe-facts-refusal.ts'
import type { Candidate } from '../../release/changes/candidate.ts'
import {
  type FactsFile,
  FactsRefused,
  type MatchedFacts,
  matchFacts,
  parseFactsFile,
} from '../../release/facts/facts-file.ts'
import { Refused } from '../../release/refusal.ts'
import { readYamlFile } from '../yaml-file.ts'

/**
 * Reads a facts file, YAML or JSON (docs/facts.md).
 *
 * @throws {Refused} when it isn't there, isn't YAML, or states what no change has
 */
export async function readFacts(file: string): Promise<FactsFile> {
  const yaml = await readYamlFile({
    path: file,
    kind: 'facts file',
    option: '--facts',
    page: 'docs/facts.md',
  })
  return refuseInWords(() => parseFactsFile(yaml))
}

/** Matches the statements of a file with the changes that they are about. @throws {Refused} where that isn't clear */
export function matchStatedFacts(file: FactsFile, candidates: readonly Candidate[]): MatchedFacts {
  return refuseInWords(() => matchFacts(file, candidates))
}

function refuseInWords<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof FactsRefused) throw new Refused(describeFactsRefusal(error.refusal), error)
    throw error
  }
}
