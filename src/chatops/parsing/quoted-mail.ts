/** A line of a comment, and where it begins. */
export interface SourceLine {
  readonly text: string
  readonly at: number
  /** Whether it is plain text of a paragraph, by Markdown. */
  readonly isPlain: boolean
}

/** Lines behind which a mail program puts what it answers to. */
const DIVIDER =
  /^\s*-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|mensaje original|messaggio originale|oorspronkelijk bericht)\s*-{2,}\s*$/i
const ATTRIBUTION =
  /^\s*(?:on|am|le|el|il|op)\b(?=.*[\d@]).{4,300}(?:\bwrote|\bschrieb(?: .{1,100})?|\ba écrit|\bescribió|\bha scritto|\bschreef(?: .{1,100})?)\s?:\s*$/i
const SENDER = /^\s*(?:from|von|de|da|van): \S/i
const SENT = /^\s*(?:sent|date|gesendet|datum|envoyé|enviado|inviato|verzonden): \S/i
/** The date stands so near to the sender. */
const MOST_HEADERS = 4

/**
 * Where an answer by mail goes over into the mail that it answers, without marks that Markdown would know: what
 * stands there is somebody else's, or older. Null where nothing looks like it.
 */
export function findQuotedMail(lines: readonly SourceLine[]): SourceLine | null {
  return lines.find(({ isPlain }, at) => isPlain && isDivider(lines, at)) ?? null
}

function isDivider(lines: readonly SourceLine[], at: number): boolean {
  const text = lines[at]?.text.slice(0, 400) ?? ''
  if (DIVIDER.test(text)) return true
  if (SENDER.test(text))
    return lines.slice(at + 1, at + 1 + MOST_HEADERS).some((line) => SENT.test(line.text))

  // Mail programs break the line that names the writer.
  const wrapped = `${text} ${lines[at + 1]?.text.slice(0, 400) ?? ''}`
  if (ATTRIBUTION.test(text)) return !isMarked(lines, at + 1)
  return (
    /^\s*(?:on|am|le|el|il|op)\b.*\d/i.test(text) && ATTRIBUTION.test(wrapped) && !isMarked(lines, at + 2)
  )
}

/** Whether what follows is a quote that Markdown knows as one. */
function isMarked(lines: readonly SourceLine[], from: number): boolean {
  const next = lines.slice(from, from + 3).find(({ text }) => text.trim() !== '')
  return next?.text.trimStart().startsWith('>') ?? true
}
