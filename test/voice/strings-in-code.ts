/** A piece of text in a program, and the line on which it begins. */
export interface TextPiece {
  readonly line: number
  readonly text: string
}

const TOKEN =
  /\/\/.*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"|`|[{}]|\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g
/** Code before a slash that begins a regular expression. Anything else before one is divided. */
const BEFORE_PATTERN = /(?:^|[=(,:[!&|?{};>]|\b(?:return|typeof|case))\s*$/

/** Returns the strings and the fixed parts of the templates in a program. Comments and patterns are left out. */
export function findStrings(code: string): TextPiece[] {
  const pieces: TextPiece[] = []
  const braces: ('code' | 'template')[] = []
  let at = 0
  const add = (from: number, to: number) =>
    pieces.push({ line: code.slice(0, from).split('\n').length, text: code.slice(from, to) })
  const readTemplate = (from: number): number => {
    const end = findTemplateEnd(code, from)
    add(from, end)
    if (code[end] === '`') return end + 1
    braces.push('template')
    return end + 2
  }
  for (let token = next(code, at); token !== null; token = next(code, at)) {
    const [text] = token
    at = token.index + text.length
    if (text === '`') at = readTemplate(at)
    else if (text === '{') braces.push('code')
    else if (text === '}') at = braces.pop() === 'template' ? readTemplate(at) : at
    else if (text.startsWith("'") || text.startsWith('"')) add(token.index + 1, at - 1)
    else if (isDivision(code, token.index, text)) at = token.index + 1
  }
  return pieces
}

function next(code: string, from: number): RegExpExecArray | null {
  TOKEN.lastIndex = from
  return TOKEN.exec(code)
}

function isDivision(code: string, at: number, text: string): boolean {
  return /^\/[^*/]/.test(text) && !BEFORE_PATTERN.test(code.slice(Math.max(0, at - 40), at))
}

/** Returns where the fixed part of a template ends: at its closing quote, or at the next `${`. */
function findTemplateEnd(code: string, from: number): number {
  for (let i = from; i < code.length; i += 1) {
    if (code[i] === '\\') i += 1
    else if (code[i] === '`' || (code[i] === '$' && code[i + 1] === '{')) return i
  }
  return code.length
}
