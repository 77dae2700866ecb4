import { Document, isMap, isScalar } from 'yaml'
import type { JsonSchema } from '../release/policy/json-schema.ts'
import { OWN } from '../release/policy/setting.ts'
import { keyText } from './mistake.ts'
import { inputSchema, propertiesOf, type Setting, settings } from './settings.ts'

/** Longer defaults stand in the whole file only. */
const LONGEST_CELL = 60

/** The page on which the reference stands between two marks; what is around them is written by hand. */
export const REFERENCE_FILE = 'docs/config.md'
const BEGIN = '<!-- made by `npm run schema`: begin -->'
const END = '<!-- made by `npm run schema`: end -->'

/** The page with its reference as it is now. */
export function withReference(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`${REFERENCE_FILE} has lost its marks ${BEGIN} and ${END}`)
  return `${page.slice(0, begin + BEGIN.length)}\n\n${referenceText()}\n${page.slice(end)}`
}

/** The documentation of every setting: a table for each group, then the whole default as a config. */
function referenceText(): string {
  const groups = Map.groupBy(settings(), ({ path }) => (path.length > 1 ? (path[0] ?? '') : ''))
  const tables = [...groups].map(([name, members]) =>
    name === '' ? tableText('Top level', '', members) : tableText(`\`${name}\``, describe(name), members),
  )
  return [...tables, wholeFileText()].join('\n')
}

function describe(group: string): string {
  return propertiesOf(inputSchema()).find(([name]) => name === group)?.[1].description ?? ''
}

function tableText(title: string, description: string, members: readonly Setting[]): string {
  const rows = members.map((it) =>
    [`\`${keyText(it.path)}\``, defaultCell(it.default), it.section, cell(it.description)].join(' | '),
  )
  const head = '| Key | Default | Stated in | What it says |\n| --- | --- | --- | --- |\n'
  const lead = description === '' ? '' : `${description}\n\n`
  return `### ${title}\n\n${lead}${head}${rows.map((row) => `| ${row} |\n`).join('')}`
}

function defaultCell(value: unknown): string {
  if (isEmpty(value)) return 'none'
  const text = Array.isArray(value) ? listText(value) : String(value)
  if (text.length <= LONGEST_CELL) return `\`${cell(text)}\``
  return `[${Array.isArray(value) ? `${value.length} entries` : 'long'}](#the-whole-file)`
}

/** A list, or a map of names, with nothing in it. */
function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

function listText(values: readonly unknown[]): string {
  const texts = values.map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)))
  return texts.join(', ')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function wholeFileText(): string {
  return [
    '### The whole file',
    '',
    'Every setting with its default. As a config this file changes nothing.',
    '',
    '```yaml',
    `${defaultConfigText()}\`\`\``,
    '',
  ].join('\n')
}

/** The process document as a config that says everything and changes nothing. */
export function defaultConfigText(): string {
  // Lists that are equal are written out each time: an alias would be refused when the text is read.
  const document = new Document(defaultsIn(inputSchema()), { aliasDuplicateObjects: false })
  for (const setting of settings()) comment(document, setting)
  return document.toString({ lineWidth: 0, singleQuote: true })
}

function defaultsIn(schema: JsonSchema): unknown {
  if (!schema.properties) return schema.default
  return Object.fromEntries(propertiesOf(schema).map(([name, inner]) => [name, defaultsIn(inner)]))
}

function comment(document: Document, { path, description, section }: Setting): void {
  const group = document.getIn(path.slice(0, -1), true)
  const pair = isMap(group) ? group.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : null
  if (isScalar(pair?.key)) pair.key.commentBefore = ` ${description}${section === OWN ? '' : ` (${section})`}`
}
