import { OWN } from '../release/policy/define-setting.ts'
import { createPolicyJsonSchema, type JsonSchema } from '../release/policy/json-schema.ts'
import type { Path } from './config-errors.ts'

/** One key of the config that holds a value: no group of keys. */
export interface ConfigSetting {
  readonly path: readonly string[]
  readonly description: string
  /** Where the process document states the default, or `default` where it is our own. */
  readonly section: string
  /** As it would be written in a config. */
  readonly default: unknown
}

/** What the config takes, as JSON Schema. Made once: the schema never changes while the program runs. */
let made: JsonSchema | null = null
export function getInputSchema(): JsonSchema {
  made ??= createPolicyJsonSchema()
  return made
}

/** Every setting, in the order of the schema. */
let listed: readonly ConfigSetting[] | null = null
export function listSettings(): readonly ConfigSetting[] {
  listed ??= collectSettings(getInputSchema(), [])
  return listed
}

function collectSettings(schema: JsonSchema, path: readonly string[]): readonly ConfigSetting[] {
  if (schema.properties) {
    return listProperties(schema).flatMap(([name, inner]) => collectSettings(inner, [...path, name]))
  }
  const section = schema['section']
  return [
    {
      path,
      description: schema.description ?? '',
      section: typeof section === 'string' ? section : OWN,
      default: schema.default,
    },
  ]
}

/** The keys of an object of the schema, with what each takes. */
export function listProperties(schema: JsonSchema): readonly (readonly [string, JsonSchema])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
    typeof inner === 'boolean' ? [] : [[name, inner] as const],
  )
}

/** What the schema takes at a path of `data`; null where it takes nothing there. */
export function findSchemaAt(path: Path, data: unknown): JsonSchema | null {
  let schema: JsonSchema | null = getInputSchema()
  let value = data
  for (const part of path) {
    schema = schema && descendInto(selectVariant(schema, value), part)
    value = getValueAt([part], value)
  }
  return schema && selectVariant(schema, value)
}

function descendInto(schema: JsonSchema, part: string | number): JsonSchema | null {
  const inner = typeof part === 'number' ? schema.items : schema.properties?.[part]
  return typeof inner === 'object' && !Array.isArray(inner) ? inner : null
}

/** Of several variants the one that has the value's `kind`. */
function selectVariant(schema: JsonSchema, value: unknown): JsonSchema {
  const kind = getValueAt(['kind'], value)
  const variants = (schema.oneOf ?? schema.anyOf ?? []).filter((it) => typeof it === 'object')
  return variants.find((it) => descendInto(it, 'kind')?.const === kind && kind !== undefined) ?? schema
}

/** The value at a path of plain data, undefined where there is none. */
export function getValueAt(path: Path, data: unknown): unknown {
  return path.reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    return Reflect.get(value, part)
  }, data)
}
