type Node = Record<string, unknown>

/** Which part of a list is wanted. */
export interface Window {
  readonly first?: number
  readonly last?: number
}

/** A list as GraphQL has it; GitHub gives no more than a hundred at once. */
export function createConnection(nodes: readonly Node[], { first, last }: Window): Node {
  const from = last === undefined ? 0 : Math.max(0, nodes.length - Math.min(last, MOST))
  return { nodes: nodes.slice(from, from + Math.min(first ?? MOST, MOST)), totalCount: nodes.length }
}

const MOST = 100
