import { toUtf8Bytes } from './escapes.ts'
import { findTraces, listTraces, SHORTEST } from './known-secrets.ts'
import { openPrefilter } from './secret-prefilter.ts'

/** What stands in place of a secret. It means nothing in JSON, HTML or a URL, so whatever it stands in stays whole. */
const HIDDEN = '[hidden]'

/** Secrets that were learnt while the program ran, an installation's tokens above all, live for an hour at most. */
const MOST_LEARNT = 200

/** What is a secret by its looks, for those that nobody told us of. What is kept of a match stands in a group. */
const SHAPES: readonly RegExp[] = [
  /()-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z0-9 ]*-----)?/g,
  /(\bauthorization["'\\]*\s*[:=][\s"'\\[]*)[^"'\\\r\n]+/gi,
  /(\bbearer\s+)[\w.~+/=-]{8,}/gi,
  /(:\/\/[^\s/:@"]*:)[^\s/@"]+(?=@)/g,
  /([?&](?:access_token|client_secret|token)=)[^&\s"]+/gi,
  /()\b(?:gh[a-z]|github_pat)_[\w.-]{16,}/g,
  /()\bx(?:ox[a-z]|app)[.-][\w.-]{8,}/g,
  /()\beyJ[\w-]{8,2000}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  // `x-access-token:` in base64, as git gives it to a remote.
  /()eC1hY2Nlc3MtdG9rZW4[\w+/=-]+/g,
]

/** What fields are called that hold nothing but a secret. */
const SECRET_FIELD =
  /^(?:proxy-)?authorization$|^(?:set-)?cookie$|(?:secret|password|passphrase|token|private_?key|pem)$/i
/** A string of JSON, and whether it is the name of a field. */
const JSON_STRING = /"(?:[^"\\]|\\.)*"(\s*:)?/g

/** Takes secrets out of texts, by their values and by their looks. */
export interface Redactor {
  hide(text: string): string
  /** The same in a line of JSON, which stays JSON whatever is hidden in it. */
  hideInJson(line: string): string
  /** From now on this is a secret too. */
  learn(secret: string): void
}

/**
 * Hides these secrets in every encoding that they may come in (threats G1, N14). Paths of keys are no defence: secrets
 * turn up in messages of errors, URLs and headers.
 *
 * @param secrets shorter ones than eight characters cannot be told from ordinary words, and are not hidden
 */
export function openRedactor(secrets: readonly string[]): Redactor {
  const known = secrets.flatMap(listTraces)
  const learnt = new Map<string, readonly string[]>()
  const prefilter = openPrefilter()
  prefilter.add(known)
  const hide = (text: string): string => {
    if (text.length < SHORTEST) return text
    const rest = redactTraces(text, learnt.size === 0 ? known : [...known, ...[...learnt.values()].flat()])
    return SHAPES.reduce((shown, shape) => shown.replace(shape, `$1${HIDDEN}`), rest)
  }
  return {
    hide,
    hideInJson: (line) => (prefilter.mayHold(line) ? mapStrings(line, hide) : line),
    learn(secret) {
      const traces = listTraces(secret)
      prefilter.add(traces)
      learnt.delete(secret)
      learnt.set(secret, traces)
      const [oldest] = learnt.keys()
      if (learnt.size > MOST_LEARNT && oldest !== undefined) learnt.delete(oldest)
    },
  }
}

function redactTraces(text: string, traces: readonly string[]): string {
  const bytes = toUtf8Bytes(text)
  const spans = findTraces(bytes, traces).toSorted((one, other) => one.from - other.from)
  if (spans.length === 0) return text
  let shown = ''
  let done = 0
  for (const { from, to } of spans) {
    if (from >= done) shown += bytes.slice(done, from) + HIDDEN
    done = Math.max(done, to)
  }
  return Buffer.from(shown + bytes.slice(done), 'latin1').toString()
}

/**
 * Hides in each string as it reads once decoded: in the line as it stands, a secret could begin with one half of an
 * escape.
 */
function mapStrings(line: string, hide: (text: string) => string): string {
  let isSecret = false
  return line.replace(JSON_STRING, (string: string, colon?: string) => {
    const text = parseString(colon === undefined ? string : string.slice(0, -colon.length))
    const shown = isSecret && colon === undefined ? HIDDEN : hide(text)
    isSecret = colon !== undefined && SECRET_FIELD.test(text)
    return shown === text ? string : `${JSON.stringify(shown)}${colon ?? ''}`
  })
}

function parseString(string: string): string {
  const inside = string.slice(1, -1)
  if (!inside.includes('\\')) return inside
  const text: unknown = JSON.parse(string)
  return typeof text === 'string' ? text : inside
}
