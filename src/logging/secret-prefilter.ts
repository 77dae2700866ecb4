import { SHORTEST } from './known-secrets.ts'

/** What must be in a line for anything in it to look like a secret, or to be called one: see redact.ts. */
const LOOKS =
  /-----BEGIN|authorization|bearer|:\/\/|gh[a-z]_|github_pat_|xox|xapp|eyJ|eC1hY2|(?:token|secret)=|(?:cookie|secret|password|passphrase|token|private_?key|pem)"/i
const PERCENT = 0x25
const AMPERSAND = 0x26
const BACKSLASH = 0x5c
const LAST_PLAIN = 0x7e

/**
 * A glance at a line, to say of most that nothing is hidden in them: it costs a twentieth of looking properly, however
 * many secrets there are. It may say yes for nothing, and never says no where there is something.
 */
interface SecretPrefilter {
  add(traces: readonly string[]): void
  mayHold(line: string): boolean
}

export function openPrefilter(): SecretPrefilter {
  const beginnings = new Set<number>()
  return {
    add(traces) {
      for (const trace of traces) beginnings.add(encodePrefix(trace))
    },
    mayHold(line) {
      let last = 0
      for (let i = 0; i < line.length; i += 1) {
        const code = line.charCodeAt(i)
        if (code === PERCENT || code === AMPERSAND || code === BACKSLASH || code > LAST_PLAIN) return true
        last = appendCode(last, code)
        if (i >= SHORTEST - 1 && beginnings.has(last)) return true
      }
      return LOOKS.test(line)
    },
  }
}

function encodePrefix(trace: string): number {
  let last = 0
  for (let i = 0; i < SHORTEST; i += 1) last = appendCode(last, trace.charCodeAt(i))
  return last
}

/** A number made of the last eight letters: 24 bits, of which each letter moves the ones before it on by three. */
function appendCode(last: number, code: number): number {
  return ((last << 3) ^ code) & 0xff_ff_ff
}
