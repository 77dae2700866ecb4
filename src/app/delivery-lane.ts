/** Deliveries of one repository are sorted in the order in which they came; those of others side by side. */
export function getDeliveryLane(payload: unknown): string {
  const repository = getPart(payload, 'repository')
  const id = getPart(repository, 'id')
  return typeof id === 'number' ? `repository:${id}` : 'elsewhere'
}

function getPart(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
