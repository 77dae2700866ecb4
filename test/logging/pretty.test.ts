import { expect, it } from 'vitest'
import { prettify } from '../../src/logging/pretty.ts'

it('a line of the log is written for a person, with its fields', () => {
  const line = '{"level":"warn","time":"2026-03-04T12:00:00.000Z","outcome":"unsigned","msg":"Refused."}\n'
  expect(prettify(line)).toMatch(/WARN.*Refused\.\n\s+outcome: "unsigned"\n/)
})
