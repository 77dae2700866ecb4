type Node = Record<string, unknown>

/** Which part of a list is wanted. */
export interface Window {
  readonly first?: number
  readonly last?: number
  /** The cursor of the node before: how many there are up to it. */
  readonly after?: string
}

/** A list as GraphQL has it; GitHub gives no more than a hundred at once. */
export function createConnection(nodes: readonly Node[], { first, last, after }: Window): Node {
  const begin = Number(after ?? 0)
  const from = last === undefined ? begin : Math.max(0, nodes.length - Math.min(last, MOST))
  const end = Math.min(nodes.length, from + Math.min(first ?? MOST, MOST))
  const pageInfo = { hasNextPage: end < nodes.length, endCursor: end === 0 ? null : String(end) }
  return { nodes: nodes.slice(from, end), totalCount: nodes.length, pageInfo }
}

const MOST = 100
