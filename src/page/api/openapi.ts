import { z } from 'zod'
import {
  apiEventSchema,
  apiReleaseDetailSchema,
  apiReleaseSchema,
  changeSchema,
  eventsPageSchema,
  problemSchema,
  releasesPageSchema,
} from './schemas.ts'

/** A parameter of a call. */
interface ApiParameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly description: string
  readonly schema: object
}

const text = { type: 'string' }
const after: ApiParameter = {
  name: 'after',
  in: 'query',
  description: 'The `next` of the page before.',
  schema: text,
}
const repository: ApiParameter = {
  name: 'repository',
  in: 'query',
  description: 'Only of this one: `godel/api`.',
  schema: text,
}
const PLACE: readonly ApiParameter[] = [
  { name: 'owner', in: 'path', description: 'The owner of the repository.', schema: text },
  { name: 'repository', in: 'path', description: 'The name of the repository.', schema: text },
  { name: 'version', in: 'path', description: 'The version: `v2.0.1`.', schema: text },
]
const STATUS: ApiParameter = {
  name: 'status',
  in: 'query',
  description: 'Only releases in progress, or only those that ended.',
  schema: { enum: ['open', 'ended'] },
}
const FILTERS: readonly ApiParameter[] = [
  repository,
  { name: 'release', in: 'query', description: 'Only of this version.', schema: text },
  { name: 'person', in: 'query', description: 'Only what this person did, by their login.', schema: text },
  { name: 'type', in: 'query', description: 'Only events of this type.', schema: text },
  {
    name: 'since',
    in: 'query',
    description: 'From this day on (UTC).',
    schema: { type: 'string', format: 'date' },
  },
  {
    name: 'until',
    in: 'query',
    description: 'Up to this day (UTC).',
    schema: { type: 'string', format: 'date' },
  },
  after,
]

/** Every call of the API, by its path in OpenAPI's form. */
export const API_CALLS = {
  '/api/v1/releases': {
    operationId: 'listReleases',
    summary: 'List releases, the last changed first.',
    parameters: [repository, STATUS, after],
    schema: releasesPageSchema,
  },
  '/api/v1/releases/{owner}/{repository}/{version}': {
    operationId: 'getRelease',
    summary: 'Get one release with its plan and approvals.',
    parameters: PLACE,
    schema: apiReleaseDetailSchema,
  },
  '/api/v1/audit': {
    operationId: 'listEvents',
    summary: 'List events, the newest first.',
    parameters: FILTERS,
    schema: eventsPageSchema,
  },
} as const
export type ApiPath = keyof typeof API_CALLS

/** Describes the API in OpenAPI 3.1, from the schemas that its answers are made by. */
export function describeApi(serverUrl: string): object {
  const paths = Object.fromEntries(
    Object.entries(API_CALLS).map(([path, { operationId, summary, parameters, schema }]) => [
      path,
      {
        get: {
          operationId,
          summary,
          parameters: parameters.map((one) => ({ ...one, required: one.in === 'path' })),
          responses: {
            200: createResponse('It worked.', schema.meta()?.id ?? ''),
            401: createResponse('The token is missing, unknown, or its time is over.', 'Problem'),
            404: createResponse("There is no such thing, or you can't read its repository.", 'Problem'),
          },
        },
      },
    ]),
  )
  return {
    openapi: '3.1.0',
    info: {
      title: 'Release Captain',
      version: '1',
      description: 'Reads releases and their events.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token from the page `/tokens`.' },
      },
      schemas: createSchemas(),
    },
  }
}

function createResponse(description: string, schema: string) {
  return {
    description,
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
  }
}

function createSchemas(): object {
  const registry = z.registry<{ id: string }>()
  for (const schema of [
    apiReleaseSchema,
    apiReleaseDetailSchema,
    apiEventSchema,
    changeSchema,
    releasesPageSchema,
    eventsPageSchema,
    problemSchema,
  ])
    registry.add(schema, { id: schema.meta()?.id ?? '' })
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` })
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $id: _id, $schema: _schema, ...schema }]) => [id, schema]),
  )
}
