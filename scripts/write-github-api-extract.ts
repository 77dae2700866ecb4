/**
 * Writes test/fixtures/github-api: of GitHub's own OpenAPI description the operations that the sandbox answers and the
 * webhooks that it sends. Fetches npm's @octokit/openapi and @octokit/openapi-webhooks (some 400 MB unpacked, so never
 * dependencies) into a temporary folder: `npm exec -c 'node scripts/write-github-api-extract.ts'`.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { ROUTES } from '../sandbox/github/routes.ts'
import { plainSchema, reachableFrom } from './github-api-schemas.ts'

const REST = '@octokit/openapi@23.0.2'
const WEBHOOKS = '@octokit/openapi-webhooks@12.1.0'
const FOLDER = 'test/fixtures/github-api'
/** The webhooks that the sandbox sends. */
const EVENTS = [
  /^(create|delete|push|status)$/,
  /^check-run-(created|completed|rerequested)$/,
  /^check-suite-(requested|completed|rerequested)$/,
  /^deployment-(created|status-created)$/,
  /^issue-comment-(created|edited|deleted)$/,
  /^issues-(opened|edited|closed|reopened|labeled|unlabeled|assigned|unassigned)$/,
  /^pull-request-(opened|edited|closed|reopened|labeled|unlabeled|assigned|unassigned)$/,
  /^pull-request-(synchronize|converted-to-draft|ready-for-review|review-submitted)$/,
  /^release-(created|published|released|prereleased|edited|deleted)$/,
  /^workflow-run-(requested|in-progress|completed)$/,
]

const JSON_BODY = z.object({ content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }) })
const DESCRIPTION = z.object({
  info: z.object({ version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  webhooks: z.record(z.string(), z.object({ post: z.object({ requestBody: JSON_BODY }) })).default({}),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    responses: z.record(z.string(), z.unknown()).default({}),
  }),
})
type Description = z.infer<typeof DESCRIPTION>
const OPERATION = z.object({ operationId: z.string(), responses: z.record(z.string(), z.unknown()) })
const REF = z.object({ $ref: z.string() })

const temporary = mkdtempSync(join(tmpdir(), 'github-api-'))
try {
  mkdirSync(FOLDER, { recursive: true })
  writeExtract('rest.json', REST, operationsOf)
  writeExtract('webhooks.json', WEBHOOKS, webhooksOf)
} finally {
  rmSync(temporary, { recursive: true, force: true })
}

/** Keeps what is picked, and all schemas that this leads to, one a line. */
function writeExtract(file: string, from: string, pick: (all: Description) => Record<string, unknown>): void {
  const description = descriptionIn(from)
  const picked = Object.entries(pick(description)).map(([name, one]) => [name, plainSchema(one)] as const)
  const schemas = Object.fromEntries(
    Object.entries(description.components.schemas).map(([name, schema]) => [name, plainSchema(schema)]),
  )
  const kept = reachableFrom(picked, schemas).sort()
  const lines = (entries: readonly (readonly [string, unknown])[]) =>
    entries.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(',\n')
  const text = `{
"from": ${JSON.stringify(from)},
"picked": {
${lines(picked)}
},
"components": { "schemas": {
${lines(kept.map((name) => [name, schemas[name]]))}
} }
}
`
  writeFileSync(join(FOLDER, file), text)
  console.log(
    `${file}: ${picked.length} picked, ${kept.length} schemas, ${Math.round(text.length / 1024)} kB`,
  )
}

/** By path: the packages' own index loads all of their files at once. */
function descriptionIn(spec: string): Description {
  const args = ['pack', spec, '--silent', '--pack-destination', temporary]
  const archive = execFileSync('npm', args, { encoding: 'utf8' }).trim()
  const file = 'package/generated/api.github.com.json'
  execFileSync('tar', ['-xzf', join(temporary, archive), '-C', temporary, file])
  return DESCRIPTION.parse(JSON.parse(readFileSync(join(temporary, file), 'utf8')))
}

/** Operations by their name: method, path, and the schema of each answer by its status. */
function operationsOf(description: Description): Record<string, unknown> {
  const wanted = new Set(ROUTES.map(({ call }) => call))
  const found: Record<string, unknown> = {}
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, described] of Object.entries(methods)) {
      const operation = OPERATION.safeParse(described)
      if (!operation.success || !wanted.has(operation.data.operationId)) continue
      const { operationId, responses } = operation.data
      found[operationId] = {
        method: method.toUpperCase(),
        path,
        responses: answersOf(description, responses),
      }
    }
  }
  const missing = [...wanted].filter((call) => !(call in found) && call !== 'graphql')
  if (missing.length > 0) throw new Error(`GitHub describes no ${missing.join(', ')}`)
  return found
}

function answersOf(description: Description, responses: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => {
      const ref = REF.safeParse(response)
      const name = ref.success ? ref.data.$ref.replace('#/components/responses/', '') : ''
      const body = JSON_BODY.safeParse(ref.success ? description.components.responses[name] : response)
      return [status, body.success ? body.data.content['application/json'].schema : null]
    }),
  )
}

function webhooksOf({ webhooks }: Description): Record<string, unknown> {
  const wanted = Object.entries(webhooks).filter(([name]) => EVENTS.some((event) => event.test(name)))
  return Object.fromEntries(
    wanted.map(([name, { post }]) => [name, post.requestBody.content['application/json'].schema]),
  )
}
