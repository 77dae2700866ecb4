import { type Environment, getSetting } from './environment.ts'
import { createSettingMistake, isMistake, type SettingMistake } from './mistake.ts'

/** Where traces go, by OpenTelemetry's own names of the settings. */
export interface TracingSettings {
  /** `https://otel.example.com/v1/traces` */
  readonly url: string
  /** A secret may be in them. */
  readonly headers: Readonly<Record<string, string>>
  readonly serviceName: string
  readonly attributes: Readonly<Record<string, string>>
  readonly sampler: { readonly ratio: number; readonly isParentBased: boolean }
}

/**
 * Reads where traces go: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables. Null where no endpoint is
 * set, which traces nothing: the default endpoint of the specification is not taken, so that nothing is sent unasked.
 */
export function readTracing(env: Environment): TracingSettings | readonly SettingMistake[] | null {
  const isOff = getSetting(env, 'OTEL_SDK_DISABLED')?.toLowerCase() === 'true'
  const url = readEndpoint(env)
  const wanted = getSetting(env, 'OTEL_TRACES_EXPORTER')
  const exporter = checkWord(env, ['OTEL_TRACES_EXPORTER'], 'otlp')
  const protocol = checkWord(
    env,
    ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL'],
    'http/json',
  )
  const headers = readPairs(env, ['OTEL_EXPORTER_OTLP_TRACES_HEADERS', 'OTEL_EXPORTER_OTLP_HEADERS'])
  const attributes = readPairs(env, ['OTEL_RESOURCE_ATTRIBUTES'])
  const sampler = readSampler(env)
  const service = getSetting(env, 'OTEL_SERVICE_NAME')
  if (isOff || url === null || wanted === 'none') return null
  if (
    isMistake(url) ||
    exporter ||
    protocol ||
    isMistake(headers) ||
    isMistake(attributes) ||
    isMistake(sampler)
  )
    return [url, exporter, protocol, headers, attributes, sampler].filter(isMistake)
  const serviceName = service ?? attributes['service.name'] ?? 'release-captain'
  return { url, headers, serviceName, attributes, sampler }
}

/** The address of traces is taken as it is; that of all signals gets a path. */
function readEndpoint(env: Environment): string | SettingMistake | null {
  const own = getSetting(env, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
  const all = getSetting(env, 'OTEL_EXPORTER_OTLP_ENDPOINT')
  const text = own ?? all
  if (text === null) return null
  const isUrl = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
  if (isUrl) return own ?? `${text.replace(/\/+$/, '')}/v1/traces`
  const setting = own === null ? 'OTEL_EXPORTER_OTLP_ENDPOINT' : 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'
  const next = `Set ${setting}=http://localhost:4318, say: where your collector takes OTLP over HTTP.`
  return createSettingMistake(setting, "isn't an http or https URL.", next)
}

/** What the program can do is one word; to go on with another would lose traces without a word. */
function checkWord(env: Environment, settings: readonly string[], word: string): SettingMistake | null {
  const { setting, value } = findFirst(env, settings)
  if (value === null || value === word) return null
  return createSettingMistake(setting, "isn't supported.", `Set ${setting}=${word}, or leave it out.`)
}

/** The first of several settings that says something: the one of traces comes before that of all signals. */
function findFirst(
  env: Environment,
  settings: readonly string[],
): { readonly setting: string; readonly value: string | null } {
  const all = settings.map((setting) => ({ setting, value: getSetting(env, setting) }))
  return all.find(({ value }) => value !== null) ?? { setting: settings.join(' or '), value: null }
}

/** `key=value,key=value`, percent-encoded as in W3C Baggage. */
function readPairs(
  env: Environment,
  settings: readonly string[],
): Readonly<Record<string, string>> | SettingMistake {
  const { setting, value } = findFirst(env, settings)
  const parts = (value ?? '').split(',').map((part) => part.trim())
  const pairs = parts.filter((part) => part !== '').map(readPair)
  const right = pairs.filter((pair) => pair !== null)
  if (right.length === pairs.length) return Object.fromEntries(right)
  return createSettingMistake(
    setting,
    "isn't a list of key=value pairs.",
    `Set ${setting}=key=value,key2=value2.`,
  )
}

function readPair(text: string): readonly [string, string] | null {
  const [, name, value] = /^([^=\s]+)\s*=\s*(.*)$/.exec(text) ?? []
  if (name === undefined || value === undefined) return null
  try {
    return [decodeURIComponent(name), decodeURIComponent(value)]
  } catch {
    return null
  }
}

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
]

function readSampler(env: Environment): TracingSettings['sampler'] | SettingMistake {
  const name = getSetting(env, 'OTEL_TRACES_SAMPLER') ?? 'parentbased_always_on'
  const ratio = Number(getSetting(env, 'OTEL_TRACES_SAMPLER_ARG') ?? '1')
  if (!SAMPLERS.includes(name))
    return createSettingMistake('OTEL_TRACES_SAMPLER', "isn't a known value.", `Use ${SAMPLERS.join(', ')}.`)
  const isParentBased = name.startsWith('parentbased_')
  if (!name.endsWith('traceidratio')) return { ratio: name.endsWith('on') ? 1 : 0, isParentBased }
  if (ratio >= 0 && ratio <= 1) return { ratio, isParentBased }
  const next = 'Set OTEL_TRACES_SAMPLER_ARG=0.1 to keep every tenth trace.'
  return createSettingMistake('OTEL_TRACES_SAMPLER_ARG', "isn't a number from 0 to 1.", next)
}

/** What must never be seen of these settings. */
export function listTracingSecrets(settings: TracingSettings | null): readonly string[] {
  return Object.values(settings?.headers ?? {})
}
