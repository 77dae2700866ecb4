const PLAIN = /^[\w@%+=:,./#-]+$/

/** A word as a POSIX shell takes it. What cannot be told from an option or a comment is quoted too. */
export function quoteForShell(word: string): string {
  if (PLAIN.test(word) && !/^[-#~=]/.test(word)) return word
  return `'${word.replaceAll("'", "'\\''")}'`
}
