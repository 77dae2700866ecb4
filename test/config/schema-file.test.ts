import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readPolicy } from '../../src/config/read-policy.ts'
import { insertConfigReference, REFERENCE_FILE } from '../../src/config/reference.ts'
import { renderSchemaFile, SCHEMA_FILE } from '../../src/config/schema-file.ts'
import { listSettings } from '../../src/config/settings.ts'

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
    expect(committed(SCHEMA_FILE) === renderSchemaFile(), `${SCHEMA_FILE}: run \`npm run schema\``).toBe(true)
    const page = committed(REFERENCE_FILE)
    expect(page === insertConfigReference(page), `${REFERENCE_FILE}: run \`npm run schema\``).toBe(true)
  })

  it('describes every setting, and says where its default comes from', () => {
    for (const { path, description, section } of listSettings()) {
      expect(description, path.join('.')).toMatch(/^[A-Z§P].*[.]$/)
      expect(section, path.join('.')).toMatch(/^(?:§\d(?:\.\d)?|default|[A-Z][A-Za-z -]+)$/)
    }
  })

  it('has no pattern that an editor could not run', () => {
    const patterns = new Set(patternsIn(JSON.parse(renderSchemaFile())))

    expect(patterns.size).toBeGreaterThan(5)
    for (const pattern of patterns) expect(() => new RegExp(pattern, 'u')).not.toThrow()
  })

  it('stands below examples that are right as they are', () => {
    const [byHand = ''] = committed(REFERENCE_FILE).split('## All settings')
    const examples = [...byHand.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text)

    expect(examples).toHaveLength(2)
    for (const text of examples)
      expect(readPolicy({ text, file: REFERENCE_FILE })).toMatchObject({ ok: true })
  })

  it('refuses to write into a page that has lost its marks', () => {
    expect(() => insertConfigReference('# The config\n')).toThrow(/has lost its marks/)
  })
})
