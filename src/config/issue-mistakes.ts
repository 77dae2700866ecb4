import type { PolicyIssue, RawPolicyIssue } from '../release/policy/json-schema.ts'
import { nearestOf, rightKey } from './known-keys.ts'
import { type ConfigError, keyText, type Path, shown } from './mistake.ts'
import { propertiesOf, schemaAt, valueAt } from './settings.ts'
import type { YamlSource } from './yaml-source.ts'

/** What would be right, for an issue whose schema does not say it in words of its own. */
export function rightOf(issue: RawPolicyIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return RIGHT_TYPES[issue.expected] ?? issue.expected
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union':
      return oneOf(Array.isArray(issue['options']) ? issue['options'] : [])
    case 'too_small':
      return `${bound('at least', 'more than', issue.inclusive)} ${amount(issue.minimum, issue.origin)}`
    case 'too_big':
      return `${bound('at most', 'less than', issue.inclusive)} ${amount(issue.maximum, issue.origin)}`
    default:
      return undefined
  }
}

const RIGHT_TYPES: Readonly<Record<string, string>> = {
  object: 'a mapping of keys and values, or this key left out',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

function oneOf(values: readonly unknown[]): string {
  const texts = values.map(String)
  return texts.length === 1 ? `${texts[0]}` : `one of ${texts.join(', ')}`
}

function bound(inclusive: string, exclusive: string, isInclusive: boolean | undefined): string {
  return isInclusive === false ? exclusive : inclusive
}

function amount(limit: number | bigint, origin: string): string {
  if (origin === 'string') return `${limit} characters`
  if (origin === 'array') return limit === 1 ? '1 entry' : `${limit} entries`
  return String(limit)
}

interface Checked {
  readonly source: YamlSource
  readonly file: string
}

/** An issue of the schema as mistakes: one, or one for each key that nobody knows. */
export function mistakesOf(issue: PolicyIssue, { source, file }: Checked): readonly ConfigError[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => {
      const inner = [...path, name]
      const right = rightKey(name, path, source.data)
      return { file, ...source.keyAt(inner), key: keyText(inner), found: 'an unknown key', right }
    })
  }
  const value = valueAt(path, source.data)
  const right = `${issue.message}${meant(issue, value)}${keysOf(issue, path, source.data)}`
  return [{ file, ...source.valueAt(path), key: keyText(path), found: shown(value), right }]
}

/** For one of several words: which one was probably meant. */
function meant(issue: PolicyIssue, value: unknown): string {
  const words = wordsOf(issue)
  const near = typeof value === 'string' && words.length > 1 ? nearestOf(value, words) : undefined
  return near === undefined ? '' : ` (${near}?)`
}

function wordsOf(issue: PolicyIssue): readonly string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String)
  if (issue.code !== 'invalid_union' || !('options' in issue)) return []
  return Array.isArray(issue.options) ? issue.options.map(String) : []
}

/** For a group of keys: which it may have. */
function keysOf(issue: PolicyIssue, path: Path, data: unknown): string {
  if (issue.code !== 'invalid_type' || issue.expected !== 'object') return ''
  const schema = schemaAt(path, data)
  const known = schema ? propertiesOf(schema).map(([name]) => name) : []
  return known.length === 0 || known.length > 12 ? '' : ` (keys: ${known.join(', ')})`
}
