import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readPolicy } from '../../src/config/read-policy.ts'
import { REFERENCE_FILE, withReference } from '../../src/config/reference.ts'
import { SCHEMA_FILE, schemaFileText } from '../../src/config/schema-file.ts'
import { settings } from '../../src/config/settings.ts'

function committed(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
}

function patternsIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([name, value]) => {
    if (name === 'default') return []
    return name === 'pattern' && typeof value === 'string' ? [value] : patternsIn(value)
  })
}

describe('what is made from the schema', () => {
  it('is committed as `npm run schema` makes it', () => {
    expect(committed(SCHEMA_FILE) === schemaFileText(), `${SCHEMA_FILE}: run \`npm run schema\``).toBe(true)
    const page = committed(REFERENCE_FILE)
    expect(page === withReference(page), `${REFERENCE_FILE}: run \`npm run schema\``).toBe(true)
  })

  it('describes every setting, and says where its default comes from', () => {
    for (const { path, description, section } of settings()) {
      expect(description, path.join('.')).toMatch(/^[A-Z§P].*[.]$/)
      expect(section, path.join('.')).toMatch(/^(?:§\d(?:\.\d)?|default|[A-Z][A-Za-z -]+)$/)
    }
  })

  it('has no pattern that an editor could not run', () => {
    const patterns = new Set(patternsIn(JSON.parse(schemaFileText())))

    expect(patterns.size).toBeGreaterThan(5)
    for (const pattern of patterns) expect(() => new RegExp(pattern, 'u')).not.toThrow()
  })

  it('stands below examples that are right as they are', () => {
    const [byHand = ''] = committed(REFERENCE_FILE).split('## Every setting')
    const examples = [...byHand.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text)

    expect(examples).toHaveLength(2)
    for (const text of examples)
      expect(readPolicy({ text, file: REFERENCE_FILE })).toMatchObject({ ok: true })
  })

  it('refuses to write into a page that has lost its marks', () => {
    expect(() => withReference('# The config\n')).toThrow(/has lost its marks/)
  })
})
