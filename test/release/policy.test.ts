import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHANGE_TYPES } from '../../src/release/facts/facts.ts'
import { getWeekday } from '../../src/release/policy/calendar.ts'
import { toCanonicalJson } from '../../src/release/policy/canonical.ts'
import { formatChecklistItem } from '../../src/release/policy/checklist-text.ts'
import { formatDuration, parseDuration } from '../../src/release/policy/duration.ts'
import { findPathProblem, findRefProblem } from '../../src/release/policy/ref-names.ts'
import { fill } from '../../src/release/policy/text-schemas.ts'
import { defaultPolicy, policySchema, serializePolicy } from '../../src/release/policy.ts'

const document = readFileSync(new URL('../../docs/process/patch-release-process.md', import.meta.url), 'utf8')
const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const policy = defaultPolicy

describe('the default policy', () => {
  it.each([
    ['**Immediate (within 24h):**', policy.triggers.immediate.withinSeconds, 24 * HOUR],
    ['(CVSS 9.0+)', policy.triggers.immediate.cvssFrom, 9],
    ['- Data loss or corruption', policy.triggers.immediate.changeTypes, ['data-loss', 'outage']],
    ['**Scheduled (weekly):**', policy.triggers.scheduled.every, { weeks: 1 }],
    ['**Batch (bi-weekly):**', policy.triggers.batch.every, { weeks: 2 }],
    ['- Low-risk improvements', policy.triggers.batch.risks, ['low']],
    ['Fixes critical issue (P0 or P1)', policy.criteria.severities, ['P0', 'P1']],
    ['git checkout -b release/v2.0.1 v2.0.0', policy.releaseBranch, 'release/v{version}'],
    ['# Re-run tests after each pick', policy.picks.testAfterEach, true],
    ['"chore: bump version to 2.0.1"', policy.versionBump.message, 'chore: bump version to {version}'],
    ['git tag -s v2.0.1 -m "Release v2.0.1"', policy.tag.message, 'Release v{version}'],
    ['git tag -s v2.0.1 -m "Release v2.0.1"', policy.tag.sign, 'required'],
    ['git push origin v2.0.1', policy.tag.remote, 'origin'],
    ['# Godel v2.0.1 Release Notes', policy.product.name, 'Godel'],
    ['# Monitor for 2 hours minimum', policy.staging.soakSeconds, 2 * HOUR],
    ['enterprise customers (24h advance)', policy.announcements.advanceNoticeSeconds, 24 * HOUR],
    [
      'Post to #announcements (Discord)',
      policy.channels[1],
      { medium: 'discord', name: 'announcements', audience: 'public' },
    ],
    ['# Deploy to 5% of production traffic', policy.rollout.steps[0], { share: 5, soakSeconds: 30 * MINUTE }],
    ['proceed to 25%', policy.rollout.steps[1], { share: 25, soakSeconds: 30 * MINUTE }],
    ['# If still healthy, 100% rollout', policy.rollout.steps[2], { share: 100, soakSeconds: 0 }],
    ['**Watch Period:** 48 hours', policy.watch.periodSeconds, 48 * HOUR],
    ['**Check Every 2 Hours:**', policy.watch.everySeconds, 2 * HOUR],
    ['> 0.05', policy.rollback.automatic.errorRatioAbove, 0.05],
    ['histogram_quantile(0.99,', policy.rollback.automatic.latencyQuantile, 0.99],
    ['[5m])) > 2\n', policy.rollback.automatic.latencyAboveSeconds, 2],
    ['[5m])) > 2\n', policy.rollback.automatic.windowSeconds, 5 * MINUTE],
    ['  for: 5m\n', policy.rollback.automatic.forSeconds, 5 * MINUTE],
    ['| Patch | Weekly | Wednesday |', policy.calendar.patch.day, 'wednesday'],
    [
      '| Minor | Monthly | First Tuesday |',
      cadence(policy.calendar.minor),
      { months: 1, day: 'first-tuesday' },
    ],
    ['| Major | Quarterly | Planned |', cadence(policy.calendar.major), { months: 3, day: 'planned' }],
    ['| Time to Patch | < 3 days |', policy.measures.timeToPatchBelowSeconds, 3 * DAY],
    ['| Deployment Time | < 30 min |', policy.measures.deploymentTimeBelowSeconds, 30 * MINUTE],
    ['| Rollback Rate | < 2% |', policy.measures.rollbackRateBelowPercent, 2],
    ['| Success Rate | > 98% |', policy.measures.successRateAbovePercent, 98],
  ])('takes %j from the document', (sentence, value, expected) => {
    expect(document).toContain(sentence)
    expect(value).toEqual(expected)
  })

  it('bumps the files of §1.3, and those that npm version writes', () => {
    const paths = policy.versionBump.files.map(({ path }) => path)

    expect(paths).toEqual([
      'package.json',
      'package-lock.json',
      'npm-shrinkwrap.json',
      'src/version.ts',
      'helm/Chart.yaml',
      'docker-compose.yml',
    ])
    expect(paths.filter((path) => document.includes(path))).toHaveLength(4)
    expect(policy.versionBump.files.every(({ optional }) => optional)).toBe(true)
  })

  it('has a sign for every change type', () => {
    for (const type of CHANGE_TYPES) {
      expect(policy.changeTypes[type].labels, type).not.toEqual([])
      expect(policy.changeTypes[type].issueLabels, type).toEqual(policy.changeTypes[type].labels)
    }
  })

  it('counts batches from a patch day', () => {
    expect(getWeekday(policy.triggers.batch.anchor)).toBe(policy.calendar.patch.day)
  })

  it.each(['smoke-test', 'cve'])(
    'lets no emergency skip %s, which no list but that of security has',
    (id) => {
      const { success, error } = policySchema.safeParse({ calendar: { emergencySkips: [id] } })
      expect(success).toBe(false)
      expect(error?.issues[0]?.path).toEqual(['calendar', 'emergencySkips'])
      expect(policySchema.safeParse({ calendar: { emergencySkips: ['smoke-tests'] } }).success).toBe(true)
    },
  )

  it('reads out checklists with what the policy says', () => {
    const { announcements, security } = policy.checklists
    const later = { ...policy, announcements: { ...policy.announcements, advanceNoticeSeconds: 3 * DAY } }

    expect(announcements.map((item) => formatChecklistItem(item, policy))).toEqual([
      'Post to #announcements (Discord)',
      'Update status page',
      'Notify enterprise customers (24h advance)',
    ])
    expect(announcements.map((item) => formatChecklistItem(item, later)).at(-1)).toBe(
      'Notify enterprise customers (3d advance)',
    )
    expect(security.map((item) => formatChecklistItem(item, policy))[0]).toBe(
      'CVE registered (if applicable)',
    )
  })
})

describe('the text of a policy', () => {
  it('is the same whatever the order of the keys of the config', () => {
    const one = policySchema.parse({ main: 'main', product: { name: 'Atlas' } })
    const other = policySchema.parse({ product: { name: 'Atlas' }, main: 'main' })

    expect(serializePolicy(one)).toBe(serializePolicy(other))
    expect(serializePolicy(one)).not.toBe(serializePolicy(defaultPolicy))
  })

  it('is the same for equal data and differs for any other', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const equal = toCanonicalJson(a) === toCanonicalJson(b)
        expect(toCanonicalJson(structuredClone(a))).toBe(toCanonicalJson(a))
        expect(JSON.parse(toCanonicalJson(a))).toEqual(JSON.parse(JSON.stringify(a)))
        if (equal) expect(JSON.parse(toCanonicalJson(a))).toEqual(JSON.parse(toCanonicalJson(b)))
      }),
    )
  })
})

describe('durations', () => {
  it.each([
    ['30m', 30 * MINUTE],
    ['1h30m', 90 * MINUTE],
    ['48h', 48 * HOUR],
    ['2d', 2 * DAY],
    ['1w', 7 * DAY],
    ['90s', 90],
    ['PT30M', 30 * MINUTE],
    ['P2DT1H', 2 * DAY + HOUR],
    ['P1W', 7 * DAY],
  ])('%s is %i seconds', (written, seconds) => {
    expect(parseDuration(written)).toBe(seconds)
  })

  it.each([
    [24 * HOUR, '24h'],
    [48 * HOUR, '48h'],
    [3 * DAY, '3d'],
    [3 * DAY + HOUR, '3d1h'],
    [90 * MINUTE, '1h30m'],
    [0, '0s'],
  ])('%i seconds are written %s, as the document does', (seconds, written) => {
    expect(formatDuration(seconds)).toBe(written)
  })

  it('come back from their text', () => {
    fc.assert(fc.property(fc.nat(10 ** 8), (seconds) => parseDuration(formatDuration(seconds)) === seconds))
  })

  it.each(['', '30', 'm30', '1y', 'P1M', 'P', 'PT', 'P1DT', '-1h', '1.5h', '1h ', ' 1h', '1H', '30min'])(
    'do not take %j',
    (written) => {
      expect(policySchema.safeParse({ staging: { soak: written } }).success).toBe(false)
    },
  )
})

describe('paths of the config', () => {
  it.each(['package.json', 'helm/Chart.yaml', 'a b/ü.txt', '.github/x', 'x.git/y', '.gitignore', '-x'])(
    'may be %j',
    (path) => {
      expect(findPathProblem(path)).toBeNull()
    },
  )

  it.each([
    '/etc/passwd',
    'C:/x',
    'c:x',
    '../x',
    'a/../b',
    'a/..',
    './a',
    'a//b',
    'a/',
    'a\\b',
    '.git/config',
    'sub/.GIT/hooks',
    'GIT~1/config',
    '.git./config',
    '.git /config',
    '.git::$INDEX_ALLOCATION/config',
    '.g\u200cit/config',
    'a\u0000b',
    'a\nb',
  ])('cannot be %j', (path) => {
    expect(findPathProblem(path)).not.toBeNull()
  })
})

describe('names of refs', () => {
  it.each(['main', 'master', 'release/2.x', 'v2.0.1', 'godel-api@2.0.1', 'release-2.0.1'])(
    'may be %j',
    (name) => {
      expect(findRefProblem(name)).toBeNull()
    },
  )

  it.each([
    '',
    '@',
    'HEAD',
    '-d',
    '--output=x',
    '/x',
    'x/',
    'x.',
    '.x',
    'a/.b',
    'a..b',
    'a//b',
    'a.lock',
    'a.lock/b',
    'a@{1}',
    'refs/heads/main',
    'a b',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[0]',
    'a\\b',
    '$(id)',
    '`id`',
    ';rm',
    '"q"',
  ])('cannot be %j', (name) => {
    expect(findRefProblem(name)).not.toBeNull()
  })
})

it('puts values into a template once, as they are', () => {
  expect(fill('v{version} after v{previous}', { version: '{previous}$&', previous: '2.0.0' })).toBe(
    'v{previous}$& after v2.0.0',
  )
  expect(fill('{toString} {unknown}', {})).toBe('{toString} {unknown}')
})

/** What the document says of a kind of release, without what the policy adds. */
function cadence({ months, day }: { readonly months: number; readonly day: string }) {
  return { months, day }
}
