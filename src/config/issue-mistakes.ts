import type { PolicyIssue, RawPolicyIssue } from '../release/policy/json-schema.ts'
import { type ConfigError, formatKeyPath, formatValue, type Path } from './config-errors.ts'
import { findNearestKey, suggestKey } from './known-keys.ts'
import { findSchemaAt, getValueAt, listProperties } from './settings.ts'
import type { YamlSource } from './yaml-source.ts'

/** What would be right, for an issue whose schema does not say it in words of its own. */
export function suggestRight(issue: RawPolicyIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return RIGHT_TYPES[issue.expected] ?? issue.expected
    case 'invalid_value':
      return formatOptions(issue.values)
    case 'invalid_union':
      return formatOptions(Array.isArray(issue['options']) ? issue['options'] : [])
    case 'too_small':
      return `${bound('at least', 'more than', issue.inclusive)} ${formatAmount(issue.minimum, issue.origin)}`
    case 'too_big':
      return `${bound('at most', 'less than', issue.inclusive)} ${formatAmount(issue.maximum, issue.origin)}`
    default:
      return undefined
  }
}

const RIGHT_TYPES: Readonly<Record<string, string>> = {
  object: 'a mapping of keys and values, or remove this key',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

function formatOptions(values: readonly unknown[]): string {
  const texts = values.map(String)
  return texts.length === 1 ? `${texts[0]}` : `one of ${texts.join(', ')}`
}

function bound(inclusive: string, exclusive: string, isInclusive: boolean | undefined): string {
  return isInclusive === false ? exclusive : inclusive
}

function formatAmount(limit: number | bigint, origin: string): string {
  if (origin === 'string') return `${limit} characters`
  if (origin === 'array') return limit === 1 ? '1 entry' : `${limit} entries`
  return String(limit)
}

interface CheckedConfig {
  readonly source: YamlSource
  readonly file: string
}

/** An issue of the schema as mistakes: one, or one for each key that nobody knows. */
export function listMistakes(issue: PolicyIssue, { source, file }: CheckedConfig): readonly ConfigError[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => {
      const inner = [...path, name]
      const right = suggestKey(name, path, source.data)
      return { file, ...source.keyAt(inner), key: formatKeyPath(inner), found: 'an unknown key', right }
    })
  }
  const value = getValueAt(path, source.data)
  const right = `${issue.message}${guessMeant(issue, value)}${listKeys(issue, path, source.data)}`
  return [{ file, ...source.valueAt(path), key: formatKeyPath(path), found: formatValue(value), right }]
}

/** For one of several words: which one was probably meant. */
function guessMeant(issue: PolicyIssue, value: unknown): string {
  const words = listWords(issue)
  const near = typeof value === 'string' && words.length > 1 ? findNearestKey(value, words) : undefined
  return near === undefined ? '' : ` (${near}?)`
}

function listWords(issue: PolicyIssue): readonly string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String)
  if (issue.code !== 'invalid_union' || !('options' in issue)) return []
  return Array.isArray(issue.options) ? issue.options.map(String) : []
}

/** For a group of keys: which it may have. */
function listKeys(issue: PolicyIssue, path: Path, data: unknown): string {
  if (issue.code !== 'invalid_type' || issue.expected !== 'object') return ''
  const schema = findSchemaAt(path, data)
  const known = schema ? listProperties(schema).map(([name]) => name) : []
  return known.length === 0 || known.length > 12 ? '' : ` (keys: ${known.join(', ')})`
}
