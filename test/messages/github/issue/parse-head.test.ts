import { describe, expect, it } from 'vitest'
import { parseTrackingIssue } from '../../../../src/messages/github/issue/parse-tracking-issue.ts'

const mark = (head: string) => `<!-- release-captain:head ${head} -->`

describe('the commit that a tracking issue was drawn for', () => {
  it('is what its only mark says', () => {
    expect(parseTrackingIssue(`text\r\n${mark('abc')}\r\n`).head).toBe('abc')
  })

  it.each([
    ['none', 'text'],
    ['two', `${mark('a')}\n${mark('b')}`],
    ['one within a line', `see ${mark('a')}`],
  ])('is not known with %s', (_, body) => {
    expect(parseTrackingIssue(body).head).toBeNull()
  })
})
