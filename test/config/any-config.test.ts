import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { NOT_YET } from '../../src/config/not-yet.ts'
import { readPolicy } from '../../src/config/read-policy.ts'
import {
  type ConfigSetting,
  findSchemaAt,
  getInputSchema,
  listProperties,
  listSettings,
} from '../../src/config/settings.ts'
import type { JsonSchema } from '../../src/release/policy/json-schema.ts'
import { defaultPolicy } from '../../src/release/policy.ts'

const file = 'config.yml'

interface Chosen {
  readonly path: readonly string[]
  readonly value: unknown
}

/** A config that sets what was chosen. */
function configOf(chosen: readonly Chosen[]): object {
  const here = Map.groupBy(chosen, ({ path }) => path[0] ?? '')
  return Object.fromEntries(
    [...here].map(([name, members]) => {
      const [first] = members
      if (first && first.path.length === 1) return [name, first.value]
      return [name, configOf(members.map(({ path, value }) => ({ path: path.slice(1), value })))]
    }),
  )
}

/** Settings that are checked against one another: a random value of one may be wrong beside the default of the other. */
const TIED =
  /^(?:phases\.|watch\.|triggers\.batch\.anchor|calendar\.patch\.day|rollout\.steps|rollout\.analysis\.failures)/

function anyValueFor(setting: ConfigSetting): fc.Arbitrary<unknown> {
  const schema = findSchemaAt(setting.path, null)
  return schema && !TIED.test(setting.path.join('.'))
    ? ofSchema(schema, setting.default)
    : fc.constant(setting.default)
}

function ofSchema(schema: JsonSchema, otherwise: unknown): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'integer') return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 9 })
  const { items } = schema
  if (typeof items === 'object' && !Array.isArray(items) && items.enum) {
    return fc.subarray(items.enum, { minLength: schema.minItems ?? 0 })
  }
  return fc.constant(otherwise)
}

function groupsIn(schema: JsonSchema, path: readonly string[]): (readonly string[])[] {
  if (!schema.properties) return []
  return [path, ...listProperties(schema).flatMap(([name, inner]) => groupsIn(inner, [...path, name]))]
}

const settable = listSettings().filter(({ path }) => !NOT_YET.some((key) => path.join('.').startsWith(key)))
const someSettings = fc.subarray(settable)

describe('any config', () => {
  it('resolves, whichever of its keys it has', () => {
    const configs = someSettings.chain((some) =>
      fc.tuple(
        ...some.map((setting) => anyValueFor(setting).map((value) => ({ path: setting.path, value }))),
      ),
    )
    fc.assert(
      fc.property(configs, (chosen) => {
        const answer = readPolicy({
          text: stringify(configOf(chosen), { aliasDuplicateObjects: false }),
          file,
        })

        expect(answer).toMatchObject({ ok: true })
      }),
    )
  })

  it('is the process as it stands, as long as it says what the process says', () => {
    fc.assert(
      fc.property(someSettings, (some) => {
        const config = configOf(some.map(({ path, default: value }) => ({ path, value })))
        const answer = readPolicy({ text: JSON.stringify(config), file })

        expect(answer).toMatchObject({ ok: true, policy: defaultPolicy })
      }),
    )
  })

  it('never passes with a key that no one knows', () => {
    const names = fc.oneof(
      fc.string({ minLength: 1, maxLength: 20 }),
      fc.constantFrom(
        '__proto__',
        'constructor',
        'toString',
        'hasOwnProperty',
        '<<',
        'within',
        'Main',
        ' main',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...groupsIn(getInputSchema(), [])), names, (group, name) => {
        const schema = findSchemaAt(group, null)
        fc.pre(schema !== null && listProperties(schema).every(([known]) => known !== name))
        const text = JSON.stringify(configOf([{ path: [...group, name], value: 1 }]))

        expect(readPolicy({ text, file })).toMatchObject({ ok: false })
      }),
    )
  })

  it('is read or refused with a place in the file, whatever it is', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.jsonValue().map((value) => stringify(value)),
      fc
        .array(
          fc.constantFrom(
            'a',
            ':',
            ' ',
            '\n',
            '-',
            '[',
            ']',
            '{',
            '}',
            '"',
            "'",
            '&a',
            '*a',
            '#',
            '!',
            '|',
            '>',
            '\t',
            'main',
            '%',
            '?',
            ',',
          ),
          { maxLength: 60 },
        )
        .map((it) => it.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const answer = readPolicy({ text, file })
        if (answer.ok) return
        const lines = text.split('\n').length
        expect(answer.errors.length).toBeGreaterThan(0)
        for (const { line, column, found, right } of answer.errors) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(line).toBeLessThanOrEqual(lines + 1)
          expect(column).toBeGreaterThanOrEqual(1)
          expect(found).not.toBe('')
          expect(right).not.toBe('')
        }
      }),
      { numRuns: 500 },
    )
  })
})
