import { z } from 'zod'
import type { ApiAccesses } from './api-access.ts'
import type { TokenRequest } from './auth/tokens.ts'

/** What Probot asks an Octokit's auth strategy for, and in what it differs from one to the next. */
const ASKED = z.discriminatedUnion('type', [
  z.object({ type: z.literal('event-octokit'), event: z.object({ payload: z.unknown() }) }),
  z.object({ type: z.literal('installation'), installationId: z.int().positive() }),
])
const INSTALLATION = z.object({ installation: z.object({ id: z.int().positive() }) })
const REPOSITORY = z.object({ repository: z.object({ id: z.int().positive() }) })

/**
 * Creates the auth strategy behind `context.octokit` and `app.auth`. A handler gets a token for the one repository of its
 * delivery; without a repository, one that reads metadata alone. Octokit's own strategy would give all of the
 * installation's repositories and permissions, keep a token that was revoked, and ask api.github.com for it from an
 * Enterprise Server too.
 */
export function createHandlerAuth({ createOctokit }: Pick<ApiAccesses, 'createOctokit'>) {
  const authenticate = async (asked: unknown) => createOctokit(parseTokenRequest(ASKED.parse(asked)))
  return () => Object.assign(authenticate, { hook: refuse })
}

function parseTokenRequest(asked: z.output<typeof ASKED>): TokenRequest | null {
  if (asked.type === 'installation') return createMetadataRequest(asked.installationId)
  const { payload } = asked.event
  const installation = INSTALLATION.safeParse(payload)
  if (!installation.success) return null
  const { id } = installation.data.installation
  const repository = REPOSITORY.safeParse(payload)
  if (!repository.success) return createMetadataRequest(id)
  return { installationId: id, reach: { repository_ids: [repository.data.repository.id] } }
}

function createMetadataRequest(installationId: number): TokenRequest {
  return { installationId, reach: { permissions: { metadata: 'read' } } }
}

/** Nothing is called as the whole App by way of Probot. */
async function refuse(): Promise<never> {
  throw new Error('This Octokit has no credentials. In a handler, call `context.octokit`.')
}
