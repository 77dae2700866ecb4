import { type Policy, policySchema } from '../release/policy.ts'
import type { ConfigError } from './config-errors.ts'
import { listMistakes, suggestRight } from './issue-mistakes.ts'
import { listNotYet } from './not-yet.ts'
import { listOrigins, type Origin } from './origins.ts'
import { readYaml, type YamlSource } from './yaml-source.ts'

/** Where a repository keeps its config, on its default branch. */
export const CONFIG_FILE = '.github/release-captain.yml'

interface ConfigText {
  /** What the file holds, empty where there is none. */
  readonly text: string
  /** How the file is called in messages. */
  readonly file: string
}

type ReadPolicy =
  | { readonly ok: true; readonly policy: Policy; readonly origins: readonly Origin[] }
  | { readonly ok: false; readonly errors: readonly ConfigError[] }

/**
 * Resolves a config to the policy in force, or says everything that is wrong with it, in the order of the file.
 * An empty text is the process document as it stands.
 */
export function readPolicy({ text, file }: ConfigText): ReadPolicy {
  const source = readYaml(text, file)
  if (!source.readable) return { ok: false, errors: sortByPlace(source.errors) }

  const parsed = policySchema.safeParse(source.data ?? {}, { error: suggestRight })
  const unread = listNotYet(source, file)
  if (parsed.success && source.errors.length === 0 && unread.length === 0) {
    return { ok: true, policy: parsed.data, origins: listOrigins(source, file) }
  }
  const issues = parsed.error?.issues.flatMap((issue) => listMistakes(issue, { source, file })) ?? []
  return { ok: false, errors: sortByPlace([...source.errors, ...unread, ...mergeYamlErrors(issues, source)]) }
}

/** A value whose YAML is wrong already is not reported a second time for what became of it. */
function mergeYamlErrors(issues: readonly ConfigError[], { errors }: YamlSource): readonly ConfigError[] {
  return issues.filter(
    (issue) => !errors.some(({ line, column }) => line === issue.line && column === issue.column),
  )
}

function sortByPlace(errors: readonly ConfigError[]): readonly ConfigError[] {
  return errors.toSorted((a, b) => a.line - b.line || a.column - b.column)
}
