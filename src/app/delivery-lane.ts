/** Deliveries of one repository are sorted in the order in which they came; those of others side by side. */
export function deliveryLane(payload: unknown): string {
  const repository = partOf(payload, 'repository')
  const id = partOf(repository, 'id')
  return typeof id === 'number' ? `repository:${id}` : 'elsewhere'
}

function partOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
