import type { ErrorCode } from 'yaml'

interface YamlProblem {
  readonly code: ErrorCode
  readonly message: string
}

/** What is wrong with one value only, so that the rest of the file can still be checked. */
const LOCAL: readonly ErrorCode[] = ['BAD_SCALAR_START', 'BAD_DQ_ESCAPE', 'TAG_RESOLVE_FAILED']

export function isLocal({ code }: YamlProblem): boolean {
  return LOCAL.includes(code)
}

const RIGHT: Partial<Record<ErrorCode, string>> = {
  BAD_DQ_ESCAPE: 'the text in single quotes, or each backslash written twice',
  BAD_INDENT: 'keys of one mapping in the same column, entries of a list too, and every bracket closed',
  BAD_SCALAR_START: 'the text in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a text with a colon in quotes, or the inner key on its own line',
  MISSING_CHAR: 'the sign that is missing; quotes and brackets come in pairs',
  MULTILINE_IMPLICIT_KEY: 'each key on one line, with a colon behind it',
  RESOURCE_EXHAUSTION: 'fewer levels: the deepest setting is five levels down',
  MULTIPLE_DOCS: 'one document: no line with --- between settings',
  TAB_AS_INDENT: 'spaces: YAML takes no tabs at the start of a line',
  UNEXPECTED_TOKEN: 'YAML: key, colon, space, value',
}

const FOUND: Partial<Record<ErrorCode, string>> = {
  MULTIPLE_DOCS: 'a second document',
  RESOURCE_EXHAUSTION: 'levels in levels in levels',
  TAB_AS_INDENT: 'a tab',
}

/** A mistake of the YAML itself, in words that say what to do. */
export function explainYamlMistake({ code, message }: YamlProblem): {
  readonly found: string
  readonly right: string
} {
  return {
    found: FOUND[code] ?? `invalid YAML (${message})`,
    right: RIGHT[code] ?? 'YAML: key, colon, space, value',
  }
}
