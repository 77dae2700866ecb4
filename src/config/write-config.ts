import { Document, isMap, isPair, isScalar, type YAMLMap } from 'yaml'

/** A setting to be written, with the reason for it. */
export interface CommentedSetting {
  readonly path: readonly string[]
  readonly value: unknown
  readonly comment: string
}

const WIDTH = 100

/** Writes a config with a comment above each setting. What it doesn't name stays as the process document has it. */
export function writeConfig(header: string, settings: readonly CommentedSetting[]): string {
  const document = new Document({})
  document.commentBefore = toComment(header)
  for (const { path, value, comment } of settings) {
    document.setIn(path, document.createNode(value))
    addComment(document, path, comment)
  }
  // An empty map would be written as `{}`, which says the same in a way that nobody can add to.
  return settings.length === 0 ? `${header.replace(/^/gm, '# ')}\n` : document.toString({ lineWidth: 0 })
}

function addComment(document: Document, path: readonly string[], comment: string): void {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  if (!isMap(parent)) return
  const name = path.at(-1)
  const pair = findPair(parent, name)
  if (!isPair(pair)) return
  const key = document.createNode(name)
  if (isScalar(key)) key.commentBefore = toComment(comment)
  pair.key = key
}

function findPair(map: YAMLMap, name: string | undefined): unknown {
  return map.items.find(({ key }) => (isScalar(key) ? key.value : key) === name)
}

/** A comment of several lines, none of them wide. */
function toComment(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line))
    .map((line) => ` ${line}`)
    .join('\n')
}

function wrapLine(line: string): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + word.length >= WIDTH) {
      lines.push(current)
      current = word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current]
}
