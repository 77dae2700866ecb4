import { formatOrigin, type Origin } from './origins.ts'

type Plain = string | number | boolean

/** One value of the policy in force, small enough for a line. */
interface ReportedValue {
  /** `rollout.steps.0.share`. */
  readonly key: string
  readonly value: Plain | null | readonly Plain[]
  /** `§4.2`, `.github/release-captain.yml:3:5`, or `default`. */
  readonly origin: string
  /** Whether the file says so, and not the process document. */
  readonly fromFile: boolean
}

/** The policy in force, value by value: a list of plain values stays one, a list of mappings is taken apart. */
export function listPolicyValues(origins: readonly Origin[]): readonly ReportedValue[] {
  return origins.flatMap(({ key, value, source }) =>
    leavesOf(key, value).map((leaf) => ({
      ...leaf,
      origin: formatOrigin(source),
      fromFile: source.kind === 'config',
    })),
  )
}

type Leaf = Pick<ReportedValue, 'key' | 'value'>

function leavesOf(key: string, value: unknown): readonly Leaf[] {
  if (value === null || isPlain(value)) return [{ key, value }]
  if (Array.isArray(value) && value.every(isPlain)) return [{ key, value }]
  if (typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(`${key}.${name}`, inner))
}

function isPlain(value: unknown): value is Plain {
  return ['string', 'number', 'boolean'].includes(typeof value)
}
