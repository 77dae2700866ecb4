import { GraphQLError } from 'graphql'

/** What GitHub says of a thing that is not there, or that the caller may not see. */
export function createMissing(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type: 'NOT_FOUND' } })
}

export function createForbidden(): GraphQLError {
  return new GraphQLError('Resource not accessible by integration', { extensions: { type: 'FORBIDDEN' } })
}

/** An error as GitHub writes it: what kind it is stands in it, and not in extensions. */
export function viewError({ message, path, locations, extensions }: GraphQLError): Record<string, unknown> {
  const { type } = extensions
  return { ...(type === undefined ? {} : { type }), path, locations, message }
}
