/** One thing that is wrong with a request, in GitHub's words. */
interface Fault422 {
  readonly resource: string
  readonly field?: string
  readonly code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'custom'
  readonly message?: string
}

/** A no of GitHub's: its status and its words. */
export class ApiProblem extends Error {
  readonly status: number
  readonly errors: readonly (Fault422 | string)[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    message: string,
    more: {
      readonly errors?: readonly (Fault422 | string)[]
      readonly headers?: Readonly<Record<string, string>>
    } = {},
  ) {
    super(message)
    this.name = 'Problem'
    this.status = status
    this.errors = more.errors
    this.headers = more.headers ?? {}
  }
}

export function createNotFound(): ApiProblem {
  return new ApiProblem(404, 'Not Found')
}

/** What GitHub says when a field's value cannot be. */
export function createInvalid(fault: Fault422): ApiProblem {
  return new ApiProblem(422, 'Validation Failed', { errors: [fault] })
}

/** What is there, or GitHub's 404. */
export function requireFound<T>(thing: T | undefined): T {
  if (thing === undefined) throw createNotFound()
  return thing
}
