/** What JSON leaves as it is and a terminal would obey: C1 controls, bidirectional marks, overrides, line separators. */
const STEERING = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** A document as text, safe to be shown on a terminal: such characters can stand in strings alone, so escapes fit. */
export function toJsonText(document: unknown): string {
  const text = JSON.stringify(document, null, 2)
  return `${text.replaceAll(STEERING, escapeCharacter)}\n`
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
