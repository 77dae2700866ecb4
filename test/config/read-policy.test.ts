import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { formatOrigin, type Origin } from '../../src/config/origins.ts'
import { listPolicyValues } from '../../src/config/policy-values.ts'
import { CONFIG_FILE, readPolicy } from '../../src/config/read-policy.ts'
import { defaultConfigText } from '../../src/config/reference.ts'
import { defaultPolicy, type Policy } from '../../src/release/policy.ts'

function read(text: string): { policy: Policy; origins: readonly Origin[] } {
  const answer = readPolicy({ text, file: CONFIG_FILE })
  expect(answer).toMatchObject({ ok: true })
  if (!answer.ok) throw new Error('unreachable')
  return answer
}

describe('a config', () => {
  it.each([
    ['an empty file', ''],
    ['comments alone', '# nothing yet\n'],
    ['an empty document', '---\n...\n'],
    ['a byte order mark', '\ufeff'],
    ['an empty mapping', '{}\n'],
    ['everything as it is by default', defaultConfigText()],
    ['an empty group', 'triggers: {}\n'],
    ['lines that end as on Windows', 'product:\r\n  name: Godel\r\n'],
  ])('leaves the process as it stands: %s', (_what, text) => {
    expect(read(text).policy).toEqual(defaultPolicy)
  })

  it('changes what it names and nothing beside', () => {
    const { policy } = read('triggers:\n  immediate:\n    within: 12h\n')
    const { triggers } = defaultPolicy

    expect(policy).toEqual({
      ...defaultPolicy,
      triggers: { ...triggers, immediate: { ...triggers.immediate, withinSeconds: 43_200 } },
    })
  })

  it('replaces a list as a whole', () => {
    const { policy } = read(
      'rollout:\n  steps:\n    - { share: 10, soak: PT1H }\n    - { share: 100, soak: 0s }\n',
    )

    expect(policy.rollout.steps).toEqual([
      { share: 10, soakSeconds: 3600 },
      { share: 100, soakSeconds: 0 },
    ])
  })

  it('moves the patch day when the batches move with it', () => {
    const { policy } = read(
      'calendar: { patch: { day: thursday } }\ntriggers: { batch: { anchor: 2026-02-12 } }\n',
    )

    expect(policy.calendar.patch).toMatchObject({ day: 'thursday', time: '10:00' })
  })

  it('wants files that it names to be there, unless it says otherwise', () => {
    const { policy } = read(
      'versionBump:\n  files:\n    - { path: VERSION, kind: pattern, pattern: "^(.+)$" }\n    - { path: b.yml, kind: image-tags, optional: true }\n',
    )

    expect(policy.versionBump.files).toEqual([
      { path: 'VERSION', kind: 'pattern', pattern: '^(.+)$', optional: false },
      { path: 'b.yml', kind: 'image-tags', optional: true },
    ])
  })

  it('cannot be changed by whoever reads it', () => {
    const { policy } = read('')

    expect(Object.isFrozen(policy)).toBe(true)
    expect(Object.isFrozen(policy.triggers.immediate)).toBe(true)
    expect(Object.isFrozen(policy.rollout.steps)).toBe(true)
  })

  it('is shown in the documentation as it is read', () => {
    const page = readFileSync(new URL('../../docs/config.md', import.meta.url), 'utf8')
    const [, example = ''] = page.match(/```yaml\n([\s\S]*?)```/) ?? []
    const { policy } = read(example)

    expect(policy.product.name).toBe('Atlas')
    expect(policy.rollout.steps.map(({ share }) => share)).toEqual([10, 100])
  })
})

describe('origins', () => {
  it('say for every setting where its value comes from', () => {
    const { origins } = read('product:\n  name: Atlas\ncriteria:\n  rules: { reviewed: required }\n')
    const told = Object.fromEntries(
      origins.map(({ key, value, source }) => [key, `${value} from ${formatOrigin(source)}`]),
    )

    expect(told['product.name']).toBe('Atlas from .github/release-captain.yml:2:9')
    expect(told['criteria.rules.reviewed']).toBe('required from .github/release-captain.yml:4:22')
    expect(told['triggers.immediate.within']).toBe('24h from Patch Release Triggers')
    expect(told['staging.soak']).toBe('2h from §2.3')
    expect(told['calendar.timeZone']).toBe('UTC from default')
    const page = readFileSync(new URL('../../docs/config.md', import.meta.url), 'utf8')
    const documented = [...page.matchAll(/^\| `([^`]+)` \| .* \| .* \| .* \|$/gm)].map(([, key = '']) => key)
    expect(Object.keys(told).filter((key) => !documented.includes(key))).toEqual([])
  })

  it('come apart into values that fit on a line', () => {
    const { origins } = read('rollout: { steps: [{ share: 100, soak: 1h }] }\n')
    const told = listPolicyValues(origins).map(({ key, value, origin, fromFile }) =>
      [fromFile ? '*' : ' ', key, JSON.stringify(value), origin].join(' '),
    )

    expect(
      told.filter((it) => /rollout\.steps|security\.embargo|severities /.test(it)),
    ).toMatchInlineSnapshot(`
      [
        "  criteria.severities ["P0","P1"] §1.1",
        "  triggers.immediate.severities ["P0"] default",
        "* rollout.steps.0.share 100 .github/release-captain.yml:1:19",
        "* rollout.steps.0.soak "1h" .github/release-captain.yml:1:19",
        "  security.embargo.0.id "private-branch" Embargo Period",
        "  security.embargo.0.text "Private security fix branch" Embargo Period",
        "  security.embargo.1.id "disclosure-date" Embargo Period",
        "  security.embargo.1.text "Coordinated disclosure date" Embargo Period",
        "  security.embargo.2.id "pre-notify" Embargo Period",
        "  security.embargo.2.text "Pre-notify affected users" Embargo Period",
        "  security.embargo.3.id "release" Embargo Period",
        "  security.embargo.3.text "Release on agreed date/time" Embargo Period",
      ]
    `)
  })
})
