import { listReadings, toUtf8Bytes } from './escapes.ts'

/** In fewer bytes a secret is found in texts that have nothing to do with it. */
export const SHORTEST = 8

/** A part of a text that is to be hidden, in bytes. */
interface SecretSpan {
  readonly from: number
  readonly to: number
}

/**
 * What to look for when a secret must not be seen: itself, and what it becomes in base64 and hex. A secret of several
 * lines counts line by line besides. One letter a byte.
 */
export function listTraces(secret: string): readonly string[] {
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= 24 && !line.startsWith('-----'))
  const traces = [secret, ...lines].flatMap((text) => {
    const bytes = Buffer.from(text)
    const base64 = listBase64Traces(bytes)
    return [
      toUtf8Bytes(text),
      // A form has a plus for a blank.
      toUtf8Bytes(text.replaceAll(' ', '+')),
      ...base64,
      ...base64.map((trace) => trace.replaceAll('+', '-').replaceAll('/', '_')),
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
    ]
  })
  return [...new Set(traces)].filter((trace) => trace.length >= SHORTEST)
}

/** Where one of these stands in a text, escaped in whatever way. One letter a byte. */
export function findTraces(text: string, traces: readonly string[]): readonly SecretSpan[] {
  if (!/[%&\\]/.test(text)) return traces.flatMap((trace) => findTrace(trace, text))
  return listReadings(text).flatMap(({ bytes, starts, ends }) =>
    traces
      .flatMap((trace) => findTrace(trace, bytes))
      .map(({ from, to }) => ({ from: starts[from] ?? 0, to: ends[to - 1] ?? text.length })),
  )
}

function findTrace(trace: string, text: string): SecretSpan[] {
  const places: SecretSpan[] = []
  if (trace.length > text.length) return places
  for (let at = text.indexOf(trace); at >= 0; at = text.indexOf(trace, at + 1)) {
    places.push({ from: at, to: at + trace.length })
  }
  return places
}

/**
 * The part of its base64 that stands in that of any text with the secret in it. Three, as the secret may begin at any
 * byte of a group of three; the characters at the ends that depend on its neighbours are left off.
 */
function listBase64Traces(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const all = Buffer.concat([Buffer.alloc(before), bytes])
    return all.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((all.length * 8) / 6))
  })
}
