import { RE2JS } from 're2js'
import { z } from 'zod'

/** The longest pattern that a config may bring. */
const LONGEST_PATTERN = 500

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
const CONTROL = /[\u0000-\u001f\u007f]/

/** One line of text for people, without control characters. */
export function createLineSchema(right = 'one line of text') {
  return z
    .string({ error: right })
    .min(1, { error: right })
    .max(500, { error: `${right}, at most 500 characters` })
    .refine((text) => !CONTROL.test(text), {
      error: `${right}, without tabs, line breaks or control characters`,
    })
}

/** Text of any number of lines. */
export const paragraphsSchema = z.string().max(10_000)

/** A name for programs: `smoke-tests`. */
export const idSchema = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: 'a name of lowercase letters, digits and single hyphens' })
  .max(60)

/** A line in which `{name}` stands for something known; other braces are a mistake. */
export function createTemplateSchema(known: readonly string[], needed: readonly string[] = []) {
  const names = known.map((name) => `{${name}}`).join(', ')
  const right = `a line with ${needed.map((name) => `{${name}}`).join(' and ')} in it, exactly once`
  return createLineSchema().superRefine((text, context) => {
    const used = listPlaceholders(text)
    if (!used.every((name) => known.includes(name))) {
      context.addIssue({ code: 'custom', message: `a line whose only placeholders are ${names}` })
    } else if (
      needed.some((name) => used.indexOf(name) < 0 || used.indexOf(name) !== used.lastIndexOf(name))
    ) {
      context.addIssue({ code: 'custom', message: right })
    }
  })
}

function listPlaceholders(text: string): string[] {
  return [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '')
}

/** Fills the placeholders of a template: `fill('v{version}', { version: '2.0.1' })`. Values are put in once. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([^{}]*)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  )
}

/** A pattern for RE2, which takes linear time whatever the text (no lookaround, no backreference). */
export const patternSchema = z
  .string({ error: 'a pattern, as text' })
  .min(1, { error: 'a pattern that is not empty' })
  .max(LONGEST_PATTERN, { error: `a pattern of at most ${LONGEST_PATTERN} characters` })
  .superRefine((text, context) => {
    const problem = text.length > LONGEST_PATTERN ? null : findPatternProblem(text)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })

/** A pattern whose one group is what the pattern is for. */
export const patternWithOneGroupSchema = patternSchema.superRefine((text, context) => {
  const groups = countGroups(text)
  if (groups === null || groups === 1) return
  const message = `a pattern with exactly one group, around the version; this one has ${groups} (write (?:…) for those that only group)`
  context.addIssue({ code: 'custom', message })
})

function findPatternProblem(text: string): string | null {
  try {
    RE2JS.compile(text)
    return null
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return `a pattern in RE2 syntax, which has no lookahead, lookbehind or backreference (RE2 says: ${said})`
  }
}

function countGroups(text: string): number | null {
  try {
    return RE2JS.compile(text).groupCount()
  } catch {
    return null
  }
}
