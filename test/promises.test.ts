import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const ROOT = new URL('../', import.meta.url)

interface Promised {
  readonly file: string
  readonly title: string
}

/** The last column of every row: the file below test/, and the title of what holds the promise. */
function promisesOf(page: string): Promised[] {
  const lines = readFileSync(new URL(page, ROOT), 'utf8').split('\n')
  const rows = lines.filter(
    (line) => line.startsWith('| ') && !/^\| (---|what (goes wrong|could happen)) \|/.test(line),
  )
  return rows.map((line) => {
    const [, file = '', title = ''] = /\| `([^`]+\.test\.ts)`: (.+) \|$/.exec(line) ?? []
    return { file, title }
  })
}

describe.each(['docs/security.md', 'docs/reliability.md'])('%s', (page) => {
  const promises = promisesOf(page)

  it('promises something', () => {
    expect(promises.length).toBeGreaterThan(20)
  })

  it('promises nothing without a test', () => {
    const missing = promises.filter(({ file, title }) => !holds(file, title))
    expect(missing).toEqual([])
  })
})

/** Whether a test of that title stands in the file, however its quotes are written. */
function holds(file: string, title: string): boolean {
  const url = new URL(`test/${file}`, ROOT)
  if (file === '' || !existsSync(url)) return false
  const text = readFileSync(url, 'utf8').replaceAll("\\'", "'")
  return [`'${title}'`, `"${title}"`, `\`${title}\``].some((quoted) => text.includes(quoted))
}
