import { isObject, type Json, type JsonObject } from './json.ts'
import { StatusError } from './status.ts'

/** Applies a patch in one of the kinds of Kubernetes, by its media type. @throws {StatusError} */
export function applyPatch(kind: string, object: JsonObject, patch: Json): JsonObject {
  switch (kind.split(';')[0]) {
    case 'application/json-patch+json':
      return toObject(applyJsonPatch(object, patch))
    case 'application/merge-patch+json':
      return toObject(mergePatch(object, patch, false))
    case 'application/strategic-merge-patch+json':
      return toObject(mergePatch(object, patch, true))
    default:
      throw new StatusError(
        415,
        'UnsupportedMediaType',
        `the body of the request was in an unknown format - ${kind}`,
      )
  }
}

function toObject(value: Json): JsonObject {
  if (isObject(value)) return value
  throw new StatusError(422, 'Invalid', 'the patch leaves no object')
}

/** RFC 7396; of the strategic kind lists of objects with names are merged by their names. */
function mergePatch(target: Json | undefined, patch: Json, strategic: boolean): Json {
  if (!isObject(patch)) return patch
  const merged: JsonObject = isObject(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue
    if (value === null) delete merged[key]
    else merged[key] = mergeValue(merged[key], value, strategic)
  }
  return merged
}

function mergeValue(before: Json | undefined, value: Json, strategic: boolean): Json {
  if (strategic && Array.isArray(value) && Array.isArray(before)) return mergeByName(before, value)
  return mergePatch(before, value, strategic)
}

function mergeByName(before: readonly Json[], patch: readonly Json[]): Json[] {
  const merged = [...before]
  for (const entry of patch) {
    const index = merged.findIndex((one) => isObject(one) && isObject(entry) && one['name'] === entry['name'])
    if (index < 0) merged.push(entry)
    else merged[index] = mergePatch(merged[index], entry, true)
  }
  return merged
}

function applyJsonPatch(object: Json, patch: Json): Json {
  if (!Array.isArray(patch)) throw new StatusError(400, 'BadRequest', 'a JSON Patch is a list')
  return patch.reduce<Json>(applyOperation, structuredClone(object))
}

function applyOperation(object: Json, operation: Json): Json {
  const [op, path, value] = isObject(operation)
    ? [operation['op'], operation['path'], operation['value'] ?? null]
    : [null, null, null]
  if (typeof path !== 'string' || !path.startsWith('/'))
    throw new StatusError(400, 'BadRequest', 'an operation without a path')
  const names = path
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  const last = names.pop() ?? ''
  const parent = names.reduce<Json | undefined>(step, object)
  if (typeof parent !== 'object' || parent === null) throw missing(path)
  change({ parent, last, path }, String(op), value)
  return object
}

interface Place {
  readonly parent: Json[] | JsonObject
  readonly last: string
  readonly path: string
}

function change({ parent, last, path }: Place, op: string, value: Json): void {
  const before = step(parent, last)
  if (op !== 'add' && before === undefined) throw missing(path)
  switch (op) {
    case 'test':
      if (JSON.stringify(before) !== JSON.stringify(value))
        throw new StatusError(422, 'Invalid', `the server rejected our request: testing value ${path} failed`)
      return
    case 'add':
    case 'replace':
      if (Array.isArray(parent)) parent[last === '-' ? parent.length : Number(last)] = value
      else parent[last] = value
      return
    case 'remove':
      if (Array.isArray(parent)) parent.splice(Number(last), 1)
      else delete parent[last]
      return
    default:
      throw new StatusError(400, 'BadRequest', `Unexpected kind: ${op}`)
  }
}

function step(value: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(name)]
  return isObject(value) ? value[name] : undefined
}

function missing(path: string): StatusError {
  return new StatusError(422, 'Invalid', `the server rejected our request: there is nothing at ${path}`)
}
