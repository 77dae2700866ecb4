import { Document, isMap, isScalar } from 'yaml'
import { OWN } from '../release/policy/define-setting.ts'
import type { JsonSchema } from '../release/policy/json-schema.ts'
import { formatKeyPath } from './config-errors.ts'
import { type ConfigSetting, getInputSchema, listProperties, listSettings } from './settings.ts'

/** Longer defaults stand in the whole file only. */
const LONGEST_CELL = 60

/** The page on which the reference stands between two marks; what is around them is written by hand. */
export const REFERENCE_FILE = 'docs/config.md'
const BEGIN = '<!-- made by `npm run schema`: begin -->'
const END = '<!-- made by `npm run schema`: end -->'

/** The page with its reference as it is now. */
export function insertConfigReference(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`${REFERENCE_FILE} has lost its marks ${BEGIN} and ${END}`)
  return `${page.slice(0, begin + BEGIN.length)}\n\n${renderReference()}\n${page.slice(end)}`
}

/** The documentation of every setting: a table for each group, then the whole default as a config. */
function renderReference(): string {
  const groups = Map.groupBy(listSettings(), ({ path }) => (path.length > 1 ? (path[0] ?? '') : ''))
  const tables = [...groups].map(([name, members]) =>
    name === '' ? renderTable('Top level', '', members) : renderTable(`\`${name}\``, describe(name), members),
  )
  return [...tables, renderWholeFile()].join('\n')
}

function describe(group: string): string {
  return listProperties(getInputSchema()).find(([name]) => name === group)?.[1].description ?? ''
}

function renderTable(title: string, description: string, members: readonly ConfigSetting[]): string {
  const rows = members.map((it) =>
    [`\`${formatKeyPath(it.path)}\``, defaultCell(it.default), it.section, renderCell(it.description)].join(
      ' | ',
    ),
  )
  const head = '| Key | Default | Stated in | What it says |\n| --- | --- | --- | --- |\n'
  const lead = description === '' ? '' : `${description}\n\n`
  return `### ${title}\n\n${lead}${head}${rows.map((row) => `| ${row} |\n`).join('')}`
}

function defaultCell(value: unknown): string {
  if (isEmpty(value)) return 'none'
  const text = Array.isArray(value) ? renderList(value) : String(value)
  if (text.length <= LONGEST_CELL) return `\`${renderCell(text)}\``
  return `[${Array.isArray(value) ? `${value.length} entries` : 'long'}](#the-whole-file)`
}

/** A list, or a map of names, with nothing in it. */
function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

function renderList(values: readonly unknown[]): string {
  const texts = values.map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)))
  return texts.join(', ')
}

function renderCell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function renderWholeFile(): string {
  return [
    '### The whole file',
    '',
    'Every setting with its default. Used as a config, this file changes nothing.',
    '',
    '```yaml',
    `${defaultConfigText()}\`\`\``,
    '',
  ].join('\n')
}

/** The process document as a config that says everything and changes nothing. */
export function defaultConfigText(): string {
  // Lists that are equal are written out each time: an alias would be refused when the text is read.
  const document = new Document(collectDefaults(getInputSchema()), { aliasDuplicateObjects: false })
  for (const setting of listSettings()) addComment(document, setting)
  return document.toString({ lineWidth: 0, singleQuote: true })
}

function collectDefaults(schema: JsonSchema): unknown {
  if (!schema.properties) return schema.default
  return Object.fromEntries(listProperties(schema).map(([name, inner]) => [name, collectDefaults(inner)]))
}

function addComment(document: Document, { path, description, section }: ConfigSetting): void {
  const group = document.getIn(path.slice(0, -1), true)
  const pair = isMap(group) ? group.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : null
  if (isScalar(pair?.key)) pair.key.commentBefore = ` ${description}${section === OWN ? '' : ` (${section})`}`
}
