/** JSON as it comes over the line. */
export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  [key: string]: Json
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stands at a path of names; undefined where there is nothing. */
export function getAt(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let here = value
  for (const name of path) here = isObject(here) ? here[name] : undefined
  return here
}

export function getTextAt(value: Json | undefined, ...path: readonly string[]): string | null {
  const found = getAt(value, ...path)
  return typeof found === 'string' ? found : null
}

export function getNumberAt(value: Json | undefined, ...path: readonly string[]): number | null {
  const found = getAt(value, ...path)
  return typeof found === 'number' ? found : null
}

export function listAt(value: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const found = getAt(value, ...path)
  return Array.isArray(found) ? found : []
}
