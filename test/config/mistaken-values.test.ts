import { describe, expect, it } from 'vitest'
import { readPolicy } from '../../src/config/read-policy.ts'

/** `line:column key: found -> right` of each mistake. */
function brief(text: string): string[] {
  const answer = readPolicy({ text, file: 'config.yml' })
  if (answer.ok) return []
  return answer.errors.map(
    ({ line, column, key, found, right }) => `${line}:${column} ${key}: ${found} -> ${right}`,
  )
}

describe('unknown keys', () => {
  it.each([
    ['prodcut: {}', '1:1 prodcut: an unknown key -> product'],
    [
      'triggers: { immediate: { witin: 1h } }',
      '1:26 triggers.immediate.witin: an unknown key -> within (known here: within, cvssFrom, changeTypes, severities, labels)',
    ],
    [
      'changeTypes: { minor_bug: {} }',
      '1:16 changeTypes.minor_bug: an unknown key -> minor-bug (known here: security, data-loss, outage, crash, regression, critical-bug, performance, dependency, minor-bug, feature, refactor)',
    ],
    ['soak: 3h', '1:1 soak: an unknown key -> staging.soak'],
    [
      'eligibility: always',
      '1:1 eligibility: an unknown key -> changeTypes.security.eligibility or changeTypes.data-loss.eligibility or changeTypes.outage.eligibility',
    ],
    [
      'picks: { squash: true }',
      '1:10 picks.squash: an unknown key -> one of onConflict, recordOrigin, copyToConflicts, testAfterEach',
    ],
    ['everything: 1', '1:1 everything: an unknown key -> one of the keys of docs/config.md'],
    ['__proto__: { main: x }', '1:1 __proto__: an unknown key -> without this line'],
    ['product: { constructor: 1 }', '1:12 product.constructor: an unknown key -> one of name'],
    ['1: x', '1:1 1: an unknown key -> one of the keys of docs/config.md'],
    ['_extends: other/repo', '1:1 _extends: an unknown key -> one of the keys of docs/config.md'],
    [
      'rollout: { steps: [{ share: 100, soak: 0s, soaks: 1 }] }',
      '1:44 rollout.steps[0].soaks: an unknown key -> soak (known here: share, soak)',
    ],
    [
      'versionBump: { files: [{ path: a, kind: yaml, key: [version], keys: [v] }] }',
      '1:47 versionBump.files[0].key: an unknown key -> keys (known here: kind, path, keys, optional)',
    ],
  ])('are mistakes: %s', (text, mistake) => {
    expect(brief(text)).toEqual([mistake])
  })
})

describe('values', () => {
  it.each([
    [
      'tests: [{ id: unit, text: Unit, command: npm test, workflow: ci.yml, check: test }]',
      '1:62 tests[0].workflow: the text "ci.yml" -> either a workflow, or a check and its app',
    ],
    [
      'tests: [{ id: unit, text: Unit, command: npm test, workflow: .github/workflows/ci.yml }]',
      '1:62 tests[0].workflow: the text ".github/workflows/ci.yml" -> the name of a workflow file, like release.yml',
    ],
    [
      'product: 3',
      '1:10 product: the number 3 -> a mapping of keys and values, or remove this key (keys: name)',
    ],
    [
      'product:',
      '1:9 product: an empty value -> a mapping of keys and values, or remove this key (keys: name)',
    ],
    [
      'product: []',
      '1:10 product: a list of 0 entries -> a mapping of keys and values, or remove this key (keys: name)',
    ],
    ['product: { name: 7 }', '1:18 product.name: the number 7 -> one line of text'],
    ['product: { name: "" }', '1:18 product.name: the text "" -> one line of text'],
    [
      'product: { name: "a\\nb" }',
      '1:18 product.name: the text "a\\nb" -> one line of text, without tabs, line breaks or control characters',
    ],
    ['main: [main]', '1:7 main: a list of 1 entry -> the name of a branch, like main'],
    [
      'main: -x',
      '1:7 main: the text "-x" -> the name of a branch, like main (a name must not begin with - . / or refs/)',
    ],
    [
      'tagPattern: release',
      '1:13 tagPattern: the text "release" -> a line with {version} or {version_} in it, exactly once',
    ],
    [
      'tagPattern: "{version}-{version}"',
      '1:13 tagPattern: the text "{version}-{version}" -> a line with {version} or {version_} in it, exactly once',
    ],
    [
      'tag: { message: "Release {verson}" }',
      '1:17 tag.message: the text "Release {verson}" -> a line whose only placeholders are {version}, {previous}',
    ],
    ['tag: { sign: never }', '1:14 tag.sign: the text "never" -> one of required, optional'],
    ['tag: { format: GPG }', '1:16 tag.format: the text "GPG" -> one of gpg, ssh (gpg?)'],
    ['picks: { recordOrigin: yes }', '1:24 picks.recordOrigin: the text "yes" -> true or false'],
    [
      'triggers: { immediate: { cvssFrom: 11 } }',
      '1:36 triggers.immediate.cvssFrom: the number 11 -> at most 10',
    ],
    [
      'triggers: { immediate: { cvssFrom: .nan } }',
      '1:36 triggers.immediate.cvssFrom: the number NaN -> a number',
    ],
    [
      'triggers: { scheduled: { every: { weeks: 1.5 } } }',
      '1:42 triggers.scheduled.every.weeks: the number 1.5 -> a whole number',
    ],
    [
      'triggers: { scheduled: { every: { weeks: 0 } } }',
      '1:42 triggers.scheduled.every.weeks: the number 0 -> at least 1',
    ],
    [
      'triggers: { batch: { anchor: 2026-02-30 } }',
      '1:30 triggers.batch.anchor: the text "2026-02-30" -> a date, like 2026-02-11',
    ],
    [
      'triggers: { batch: { anchor: 2026-02-12 } }',
      '1:30 triggers.batch.anchor: the text "2026-02-12" -> a date that falls on calendar.patch.day',
    ],
    [
      'staging: { soak: 2 }',
      '1:18 staging.soak: the number 2 -> a duration from 0s to 30d, such as 30m, 1h30m, 48h, 2d or PT30M',
    ],
    [
      'staging: { soak: 99w }',
      '1:18 staging.soak: the text "99w" -> a duration from 0s to 30d, such as 30m, 1h30m, 48h, 2d or PT30M',
    ],
    ['watch: { every: 3d }', '1:17 watch.every: the text "3d" -> at most as long as watch.period'],
    [
      'calendar: { timeZone: Europe/Berln }',
      '1:23 calendar.timeZone: the text "Europe/Berln" -> a time zone of the IANA database, like UTC or Europe/Berlin',
    ],
    [
      'calendar: { patch: { time: "25:00" } }',
      '1:28 calendar.patch.time: the text "25:00" -> a time of the day, like 10:00',
    ],
    ['criteria: { severities: [] }', '1:25 criteria.severities: a list of 0 entries -> at least 1 entry'],
    [
      'criteria: { rules: { merged: on } }',
      '1:30 criteria.rules.merged: the text "on" -> one of required, confirm, when-known, off',
    ],
    ['rollout: { steps: [] }', '1:19 rollout.steps: a list of 0 entries -> at least 1 entry'],
    [
      'rollout: { steps: [{ share: 50, soak: 1h }] }',
      '1:29 rollout.steps[0].share: the number 50 -> 100, because it is the last step',
    ],
    [
      'rollout: { steps: [{ share: 0, soak: 1h }, { share: 100, soak: 0s }] }',
      '1:29 rollout.steps[0].share: the number 0 -> more than 0',
    ],
    [
      'rollout: { steps: [{ share: 100 }] }',
      '1:20 rollout.steps[0].soak: nothing -> a duration from 0s to 30d, such as 30m, 1h30m, 48h, 2d or PT30M',
    ],
    [
      'phases: { testing: { from: 2, to: 1 } }',
      '1:35 phases.testing.to: the number 1 -> the first day, 2, or later',
    ],
    ['committer: { email: nobody }', '1:21 committer.email: the text "nobody" -> an email address'],
    ['committer: { name: "A <b@c>" }', '1:20 committer.name: the text "A <b@c>" -> a name without < and >'],
    [
      'notes: { repositoryUrl: "http://x/y" }',
      '1:25 notes.repositoryUrl: the text "http://x/y" -> an https address without a user name, like https://github.com/godel/godel',
    ],
    [
      'notes: { repositoryUrl: "https://user:token@host/a" }',
      '1:25 notes.repositoryUrl: the text "https://user:token@host/a" -> an https address without a user name, like https://github.com/godel/godel',
    ],
    [
      'notes: { template: .git/config }',
      '1:20 notes.template: the text ".git/config" -> a path inside of the repository, like helm/Chart.yaml (it names git\'s own folder)',
    ],
    [
      'versionBump: { files: [{ path: a, kind: jsn }] }',
      '1:41 versionBump.files[0].kind: the text "jsn" -> one of json, yaml, image-tags, pattern (json?)',
    ],
    [
      'versionBump: { files: [{ kind: image-tags }] }',
      '1:24 versionBump.files[0].path: nothing -> a path inside of the repository, like helm/Chart.yaml',
    ],
    [
      'versionBump: { files: [{ path: a, kind: json, pointers: [version] }] }',
      '1:58 versionBump.files[0].pointers[0]: the text "version" -> a JSON pointer, like /version',
    ],
    [
      'versionBump: { files: [{ path: a, kind: pattern, pattern: "(a)(b)" }] }',
      '1:59 versionBump.files[0].pattern: the text "(a)(b)" -> a pattern with exactly one group, around the version; this one has 2 (write (?:…) for those that only group)',
    ],
    [
      'versionBump: { files: [{ path: a, kind: pattern, pattern: "abc" }] }',
      '1:59 versionBump.files[0].pattern: the text "abc" -> a pattern with exactly one group, around the version; this one has 0 (write (?:…) for those that only group)',
    ],
    [
      'changeTypes: { crash: { keywords: ["(?<!a)b"] } }',
      '1:36 changeTypes.crash.keywords[0]: the text "(?<!a)b" -> a pattern in RE2 syntax, which has no lookahead, lookbehind or backreference (RE2 says: error parsing regexp: invalid named capture: `(?<!a)b`)',
    ],
    [
      `changeTypes: { crash: { keywords: [${'a'.repeat(501)}] } }`,
      `1:36 changeTypes.crash.keywords[0]: the text "${'a'.repeat(60)}…" -> a pattern of at most 500 characters`,
    ],
    [
      'checklists: { release: [{ id: a, text: x }, { id: a, text: y }] }',
      '1:51 checklists.release[1].id: the text "a" -> an id that no other entry has',
    ],
    [
      'checklists: { release: [{ id: A b, text: x }] }',
      '1:31 checklists.release[0].id: the text "A b" -> a name of lowercase letters, digits and single hyphens',
    ],
  ])('that are wrong: %s', (text, mistake) => {
    expect(brief(text)).toEqual([mistake])
  })
})
