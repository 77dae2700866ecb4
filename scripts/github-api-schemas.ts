/** Words for people, and what a validator of JSON Schema does not know; they make up half of the description. */
const DROPPED = /^(description|examples?|externalDocs|deprecated|format|discriminator|title|default|x-.*)$/

/**
 * A schema of OpenAPI 3.0 as one of JSON Schema: `nullable` becomes a type. Formats are dropped: GitHub's own answers
 * have templates where its description says `uri`.
 */
export function plainSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plainSchema)
  if (!isObject(schema)) return schema
  const { nullable, ...rest } = schema
  const plain = Object.fromEntries(Object.entries(rest).flatMap(([key, value]) => plainEntry(key, value)))
  return nullable === true ? orNull(plain) : plain
}

/** `properties` is a map of names, whatever they are: a property may be called `description`. */
function plainEntry(key: string, value: unknown): [string, unknown][] {
  if (key === 'properties' && isObject(value)) {
    return [[key, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plainSchema(one)]))]]
  }
  if (DROPPED.test(key)) return []
  return [[key, plainSchema(value)]]
}

function orNull(schema: Record<string, unknown>): Record<string, unknown> {
  const { anyOf, ...rest } = schema
  if (Array.isArray(anyOf) && Object.keys(rest).length === 0) return { anyOf: [...anyOf, { type: 'null' }] }
  return { anyOf: [schema, { type: 'null' }] }
}

/** Names of all schemas that these lead to. */
export function reachableFrom(start: unknown, schemas: Readonly<Record<string, unknown>>): string[] {
  const seen = new Set<string>()
  const visit = (value: unknown): void => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (seen.has(name)) continue
      seen.add(name)
      visit(schemas[name])
    }
  }
  visit(start)
  return [...seen]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
