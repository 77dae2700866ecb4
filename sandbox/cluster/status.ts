import type { JsonObject } from './json.ts'

/** A no of the API server's, as a Status (https://kubernetes.io/docs/reference/using-api/api-concepts/). */
export class StatusError extends Error {
  readonly code: number
  readonly reason: string

  /** What it is about: kubectl names it by this. */
  readonly details: JsonObject

  constructor(code: number, reason: string, message: string, details: JsonObject = {}) {
    super(message)
    this.name = 'StatusError'
    this.code = code
    this.reason = reason
    this.details = details
  }
}

export function toStatus({ code, reason, message, details }: StatusError): JsonObject {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, details, code }
}

/** `deployments.apps "other" not found` */
export function createNotFound(
  { group, plural }: { readonly group: string; readonly plural: string },
  name: string,
) {
  const resource = group === '' ? plural : `${plural}.${group}`
  return new StatusError(404, 'NotFound', `${resource} "${name}" not found`, { name, group, kind: plural })
}
