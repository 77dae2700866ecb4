import { Buffer } from 'node:buffer'

/** A word in the forms in which we send texts: as it is, in JSON, URLs, HTML, Markdown, hex, and base64 at each of its three offsets. */
export function listEncodings(word: string): readonly string[] {
  const encode = (text: string) => Buffer.from(text).toString('base64')
  const offsets = ['', 'x', 'xx'].map((before) => encode(before + word).slice(before.length * 2, -4))
  const html = word.replaceAll('/', '&#x2F;')
  const markdown = word.replaceAll(/[-_.]/g, '\\$&')
  return [
    ...[word, JSON.stringify(word).slice(1, -1), encodeURIComponent(word), html, markdown],
    ...[Buffer.from(word).toString('hex'), ...offsets],
  ].filter((form) => form.length > 3)
}
