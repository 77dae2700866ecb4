import { Liquid, LiquidError } from 'liquidjs'
import { Refused } from '../../release/refusal.ts'

/** A template's text and where it comes from, as people know the file. */
export interface Template {
  readonly file: string
  readonly text: string
}

/**
 * What a template may use. Templates come from repositories: nothing here reads a file or the clock, takes escapes off
 * again (`remove`, `slice`, `split`), or makes much out of little for free (`capture`).
 */
const TAGS = ['#', 'assign', 'break', 'case', 'comment', 'continue', 'for', 'if', 'raw', 'unless']
const FILTERS = [
  'append',
  'compact',
  'concat',
  'default',
  'downcase',
  'first',
  'join',
  'last',
  'map',
  'prepend',
  'reverse',
  'size',
  'sort',
  'strip',
  'uniq',
  'upcase',
  'where',
]

/** Characters of template text; ours has about a thousand. */
const LONGEST_TEMPLATE = 64 * 1024
/** Milliseconds. A long real one takes a few. */
const LONGEST_RENDER = 500
/** Characters and list items that filters and ranges may make. */
const MOST_MADE = 1_000_000
/** Characters. A release on GitHub holds no more. */
const LONGEST_TEXT = 125_000

const engine = createLimitedEngine()

/**
 * Fills a Liquid template. Whatever is in `values` must be escaped for the medium already.
 *
 * @throws {Refused} `config`: the template is wrong, names what does not exist, or makes too much
 */
export function fillTemplate(template: Template, values: Readonly<Record<string, unknown>>): string {
  const text = attemptRender(template, () => engine.parseAndRenderSync(template.text, values))
  if (text.length > LONGEST_TEXT) {
    throw createRefusal(
      `${template.file} makes ${text.length.toLocaleString('en')} characters, and a GitHub release holds at most ${LONGEST_TEXT.toLocaleString('en')}.`,
      'Write less for each change, or remove loops over ranges from the template.',
    )
  }
  return text
}

/**
 * Looks whether a text can be a template. What it names is known only when it is filled.
 *
 * @throws {Refused} `config`: it cannot
 */
export function parseTemplate(template: Template): void {
  attemptRender(template, () => engine.parse(template.text).length)
}

function createLimitedEngine(): Liquid {
  const liquid = new Liquid({
    templates: {},
    strictFilters: true,
    strictVariables: true,
    ownPropertyOnly: true,
    parseLimit: LONGEST_TEMPLATE,
    renderLimit: LONGEST_RENDER,
    memoryLimit: MOST_MADE,
  })
  for (const tag of Object.keys(liquid.tags))
    if (!TAGS.includes(tag)) Reflect.deleteProperty(liquid.tags, tag)
  for (const name of Object.keys(liquid.filters)) if (!FILTERS.includes(name)) liquid.unregisterFilter(name)
  return liquid
}

function attemptRender(template: Template, work: () => unknown): string {
  try {
    return String(work())
  } catch (error) {
    const saw = error instanceof Error ? error.message : String(error)
    throw createRefusal(`${formatPlace(template, error)}: ${explainProblem(saw)}.`, suggestNext(saw))
  }
}

function formatPlace(template: Template, error: unknown): string {
  if (!(error instanceof LiquidError)) return template.file
  const [line, column] = error.token.getPosition()
  return `${template.file}, line ${line}, column ${column}`
}

/** The engine's own words, without the place, which stands in front already. */
function explainProblem(saw: string): string {
  return saw.replace(/, line:\d+, col:\d+$/, '').replace(/^tag "(\S+)" not found$/, 'the tag `$1` is unknown')
}

function suggestNext(saw: string): string {
  if (/limit exceeded|string length|call stack/i.test(saw)) {
    return `A template has at most ${LONGEST_TEMPLATE / 1024} KiB and ${LONGEST_RENDER} ms to render: remove loops over ranges and repeated text.`
  }
  if (/tag ".*" not found/.test(saw)) {
    return `A template is one file and uses these tags: ${formatNames(TAGS)}.`
  }
  if (/undefined filter/.test(saw)) return `These filters exist: ${formatNames(FILTERS)}.`
  if (/undefined variable/.test(saw))
    return 'The names that exist are in docs/notes.md; a list has `size`, `first` and `last`.'
  return 'Fix the template there. docs/notes.md shows a complete one.'
}

function formatNames(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}

function createRefusal(what: string, next: string): Refused {
  return new Refused({ kind: 'config', what, next })
}
