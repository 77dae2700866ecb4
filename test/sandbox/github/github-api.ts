import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import { z } from 'zod'
import { matchRoute } from '../../../sandbox/github/http/match.ts'
import { ROUTES } from '../../../sandbox/github/routes.ts'

/** GitHub's own description, or what of it we keep: scripts/write-github-api-extract.ts writes it. */
const EXTRACT = z.object({ picked: z.record(z.string(), z.unknown()), components: z.unknown() })
const OPERATIONS = z.record(
  z.string(),
  z.object({ method: z.string(), path: z.string(), responses: z.record(z.string(), z.unknown()) }),
)

const rest = extract('rest.json')
const webhooks = extract('webhooks.json')
const ajv = new Ajv({ strict: false, validateFormats: false, inlineRefs: false, allErrors: true })
ajv.addSchema(rest, 'rest')
ajv.addSchema(webhooks, 'webhooks')

/** The operations of GitHub's description that the sandbox answers. */
export const operations = OPERATIONS.parse(rest.picked)

/** What is wrong with an answer, by GitHub's own schema of it; nothing is right. */
export function wrongInAnswer(
  { method, path }: { readonly method: string; readonly path: string },
  { status, body }: { readonly status: number; readonly body: unknown },
): string[] {
  const match = matchRoute(ROUTES, method, path)
  const operation = operations[match?.route.call ?? '']
  if (!match || !operation || status === 304) return []
  const call = `${match.route.call} ${status}`
  if (!(status in operation.responses))
    return ALWAYS_POSSIBLE.includes(status) ? [] : [`${call}: GitHub never answers so`]
  if (operation.responses[status] === null) return []
  const schema = pointer('rest', match.route.call, 'responses', String(status))
  return wrongBy(schema, body)
    .map((what) => `${call}: ${what}`)
    .filter((what) => !GITHUBS_OWN_FAULT.test(what))
}

/**
 * GitHub describes this account as a user and an enterprise at once, which nobody is; and of labels in this one list it
 * says that each has a description, which none has to have.
 */
const GITHUBS_OWN_FAULT =
  /^apps\/list-installations 200: \/\d+\/account |^pulls\/list 200: \/\d+\/labels\/\d+\/description /

/** Of the door itself, in front of every operation; the description names them for some only. */
const ALWAYS_POSSIBLE = [400, 401, 403, 404, 422, 500, 502, 503]

/** What is wrong with a webhook's body. */
export function wrongInWebhook(event: string, action: string | null, body: unknown): string[] {
  const name = [event, action]
    .filter((part) => part !== null)
    .join('-')
    .replaceAll('_', '-')
  if (!(name in webhooks.picked)) return [`${name}: GitHub has no such webhook`]
  return wrongBy(pointer('webhooks', name), body).map((what) => `${name}: ${what}`)
}

function wrongBy(schema: string, value: unknown): string[] {
  const validate = validators.get(schema) ?? ajv.compile({ $ref: schema })
  validators.set(schema, validate)
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

const validators = new Map<string, ValidateFunction>()

function pointer(file: string, ...path: readonly string[]): string {
  const parts = path.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
  return `${file}#/picked/${parts.join('/')}`
}

function extract(file: string): z.infer<typeof EXTRACT> {
  const url = new URL(`../../fixtures/github-api/${file}`, import.meta.url)
  return EXTRACT.parse(JSON.parse(readFileSync(url, 'utf8')))
}
