import { describe, expect, it } from 'vitest'
import {
  renderAnsweredQuestion,
  renderQuestionMessage,
} from '../../../src/messages/slack/question-message.ts'
import { getOpenQuestion } from '../../../src/release/lifecycle/view.ts'
import type { PromptKey } from '../../../src/release/lifecycle/words.ts'
import { ada, bea, someone, termsWith } from '../../release/lifecycle/story.ts'
import { cut, type GitHubStory, opened, WEB_URL } from '../github/story.ts'
import { read } from './reading.ts'

const fay = someone(6, 'fay', 'admin')

function asked(story: GitHubStory, people: ReadonlyMap<number, string> = new Map()): string {
  const release = story.drawn
  const question = getOpenQuestion(release)
  if (!question) throw new Error('Nothing is asked.')
  const { prompt, subject } = question
  const now = story.at + 26 * 3_600
  return read(
    renderQuestionMessage({ release, prompt, subject, webUrl: WEB_URL, value: '77:v2.0.1', people, now }),
  )
}

function answered(story: GitHubStory, prompt: PromptKey): string {
  const { drawn: release, events } = story
  return read(renderAnsweredQuestion({ release, events, prompt, webUrl: WEB_URL }))
}

describe('a question in Slack', () => {
  it('shows all that the decision needs, and has buttons', () => {
    expect(asked(cut().green())).toMatchInlineSnapshot(`
      "(godel/godel: Tag v2.0.1?)

      # Tag v2.0.1?

      <https://github.com/godel/godel|godel/godel> v2.0.1
      Commit <https://github.com/godel/godel/commit/a7c3e91b52000000000000000000000000000000|a7c3e91b52000000000000000000000000000000>
      Plan \`3f2a9c1d4e5b5780000000000000000000000000000000000000000000000000\`
      <https://github.com/godel/godel/compare/v2.0.0...a7c3e91b52000000000000000000000000000000|all changes since v2.0.0>

      *Contents: 3 changes*
      • <https://github.com/godel/godel/pull/5|#5> fix(engine): fix memory leak in task engine (crash)
      • <https://github.com/godel/godel/pull/7|#7> fix(gateway): authentication bypass with an empty token (crash)
      • <https://github.com/godel/godel/pull/8|#8> fix(store): keep the last snapshot when the disk is full (data-loss)

      *Check these first*
      ⚠ <https://github.com/godel/godel/pull/7|#7> has a follow-up on main: <https://github.com/godel/godel/pull/15|#15>.

      *Evidence*
      ✓ \`full-test-suite\` Run full test suite: <https://github.com/godel/godel/runs/1|success>
      ✓ \`integration-tests\` Run integration tests: <https://github.com/godel/godel/runs/1|success>
      ✓ \`npm-audit\` Run security scans: <https://github.com/godel/godel/runs/1|success>
      ✓ \`snyk\` Run security scans: <https://github.com/godel/godel/runs/1|success>
      ✓ Smoke tests passing: by bea, <!date^1772000011^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>
      ✓ Critical paths verified: by bea, <!date^1772000012^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>
      ✓ Security fix validated: by bea, <!date^1772000013^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>
      ✓ Performance benchmarks acceptable: by bea, <!date^1772000014^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>
      ✓ Migration scripts tested: by bea, <!date^1772000015^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>

      | *Time to Patch*
      | 26 hours since it was opened; the target is under 3 days from report to release
      | *Gates*
      | 4 of 4 tests green, 5 of 5 lines ticked
      | *Asked*
      | <!date^1772000016^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>

      *It takes 1 go*: no go yet.
      A go counts from people who have the permission \`maintain\`; but not from ada, cem and eve, by the two-person rule.

      question: [Go](primary release-captain:go 77:v2.0.1) [No-go](danger release-captain:no-go 77:v2.0.1) [Hold](plain release-captain:hold 77:v2.0.1)

      ~ Without an answer the release waits. A go counts for exactly what is shown here, and is void when that changes.
      ~ <https://github.com/godel/godel/issues/100|tracking issue> · <https://github.com/godel/godel/pull/900|pull request> · <https://github.com/godel/godel/tree/release/v2.0.1|branch>"
    `)
  })

  it('about the branch asks before there is anything to prove, and says who said go already', () => {
    const terms = termsWith({ roles: { approvals: { cut: { count: 2, twoPerson: false } } } })
    const story = opened({ terms }).goesOn() as GitHubStory
    story.say(bea, { type: 'Go', saw: null })

    expect(asked(story)).toMatchInlineSnapshot(`
      "(godel/godel: Create the release branch of v2.0.1?)

      # Create the release branch of v2.0.1?

      <https://github.com/godel/godel|godel/godel> v2.0.1
      Plan \`3f2a9c1d4e5b5780000000000000000000000000000000000000000000000000\`
      <https://github.com/godel/godel/compare/v2.0.0...cef35e333c000000000000000000000000000000|changes on main since v2.0.0>

      *Contents: 3 changes*
      • <https://github.com/godel/godel/pull/5|#5> fix(engine): fix memory leak in task engine (crash)
      • <https://github.com/godel/godel/pull/7|#7> fix(gateway): authentication bypass with an empty token (crash)
      • <https://github.com/godel/godel/pull/8|#8> fix(store): keep the last snapshot when the disk is full (data-loss)

      *Check these first*
      ⚠ <https://github.com/godel/godel/pull/7|#7> has a follow-up on main: <https://github.com/godel/godel/pull/15|#15>.

      | *Time to Patch*
      | 26 hours since it was opened; the target is under 3 days from report to release
      | *Asked*
      | <!date^1772000003^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>

      *It takes 2 go's*: go by bea, 1 more needed.
      A go counts from people who have the permission \`maintain\`.

      question: [Go](primary release-captain:go 77:v2.0.1) [No-go](danger release-captain:no-go 77:v2.0.1) [Hold](plain release-captain:hold 77:v2.0.1)

      ~ Without an answer the release waits. A go counts for exactly what is shown here, and is void when that changes.
      ~ <https://github.com/godel/godel/issues/100|tracking issue>"
    `)
  })

  it('about the publication shows what was built, and by whose go it was tagged', () => {
    const terms = termsWith({ roles: { approvals: { publish: { count: 1 } } } })
    const story = cut({ terms }).green()
    story.say(bea, { type: 'Go', saw: null })
    story.goesOn().built()

    expect(asked(story as GitHubStory)).toMatchInlineSnapshot(`
      "(godel/godel: Publish v2.0.1?)

      # Publish v2.0.1?

      <https://github.com/godel/godel|godel/godel> v2.0.1
      Commit <https://github.com/godel/godel/commit/a7c3e91b52000000000000000000000000000000|a7c3e91b52000000000000000000000000000000>
      Plan \`3f2a9c1d4e5b5780000000000000000000000000000000000000000000000000\`
      Notes \`notes-1\`
      <https://github.com/godel/godel/compare/v2.0.0...a7c3e91b52000000000000000000000000000000|all changes since v2.0.0>

      *Contents: 3 changes*
      • <https://github.com/godel/godel/pull/5|#5> fix(engine): fix memory leak in task engine (crash)
      • <https://github.com/godel/godel/pull/7|#7> fix(gateway): authentication bypass with an empty token (crash)
      • <https://github.com/godel/godel/pull/8|#8> fix(store): keep the last snapshot when the disk is full (data-loss)

      *Check these first*
      ⚠ <https://github.com/godel/godel/pull/7|#7> has a follow-up on main: <https://github.com/godel/godel/pull/15|#15>.

      *Evidence*
      ✓ \`full-test-suite\` Run full test suite: <https://github.com/godel/godel/runs/1|success>
      ✓ \`integration-tests\` Run integration tests: <https://github.com/godel/godel/runs/1|success>
      ✓ \`npm-audit\` Run security scans: <https://github.com/godel/godel/runs/1|success>
      ✓ \`snyk\` Run security scans: <https://github.com/godel/godel/runs/1|success>
      ✓ Smoke tests passing: by bea, <!date^1772000011^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>
      ✓ Critical paths verified: by bea, <!date^1772000012^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>
      ✓ Security fix validated: by bea, <!date^1772000013^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>
      ✓ Performance benchmarks acceptable: by bea, <!date^1772000014^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>
      ✓ Migration scripts tested: by bea, <!date^1772000015^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>

      *Artifacts*
      ✓ Docker images: \`sha-of-docker-imag…\`
      ✓ npm packages: \`sha-of-npm-packages\`
      ✓ CLI binaries: \`sha-of-cli-binaries\`
      ✓ Helm charts: \`sha-of-helm-charts\`

      Go for the tag: bea.

      | *Time to Patch*
      | 26 hours since it was opened; the target is under 3 days from report to release
      | *Gates*
      | 4 of 4 tests green, 5 of 5 lines ticked
      | *Asked*
      | <!date^1772000023^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>

      *It takes 1 go*: no go yet.
      A go counts from people who have the permission \`maintain\`; but not from ada, cem and eve, by the two-person rule.

      question: [Go](primary release-captain:go 77:v2.0.1) [No-go](danger release-captain:no-go 77:v2.0.1) [Hold](plain release-captain:hold 77:v2.0.1)

      ~ Without an answer the release waits. A go counts for exactly what is shown here, and is void when that changes.
      ~ <https://github.com/godel/godel/issues/100|tracking issue> · <https://github.com/godel/godel/pull/900|pull request> · <https://github.com/godel/godel/tree/release/v2.0.1|branch> · <https://github.com/godel/godel/releases/tag/v2.0.1|tag v2.0.1>"
    `)
  })

  it('tells those whom the policy names, less whose go would not count', () => {
    const story = cut()
    const named = {
      ...story.drawn.ledger.about.terms.roles.approver,
      users: [ada.person.id, bea.person.id, 6, 99],
    }
    const { release } = story.green()
    if (release.status !== 'open') throw new Error('It is not open.')
    const { ledger } = release
    const { about } = ledger
    const terms = { ...about.terms, roles: { ...about.terms.roles, approver: named } }
    story.release = { ...release, ledger: { ...ledger, about: { ...about, terms } } }
    const people = new Map([
      [ada.person.id, 'UADA'],
      [bea.person.id, 'UBEA'],
      [6, 'UFAY'],
    ])

    expect(asked(story as GitHubStory, people)).toContain('It is for <@UBEA> and <@UFAY> to answer.')
  })

  it('that is held can only be said no to', () => {
    const story = cut().green() as GitHubStory
    story.say(ada, { type: 'Hold', because: 'the on-call engineer is asleep' })

    expect(asked(story)).toMatch(/⚠ Held by ada since 2026-02-25 06:13 UTC: the on-call engineer is asleep\./)
    expect(asked(story)).toMatch(/^question: \[No-go\]\(danger release-captain:no-go 77:v2\.0\.1\)$/m)
  })
})

describe('a question that was answered', () => {
  it('says who said go and what followed, and has no buttons', () => {
    const story = cut().green() as GitHubStory
    story.say(bea, { type: 'Go', saw: null })

    expect(answered(story, 'tag-1')).toMatchInlineSnapshot(`
      "(godel/godel: Tag v2.0.1? Go.)

      # Tag v2.0.1?

      ✓ *Go* by bea, <!date^1772000017^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>
      Next: create and sign the tag.

      <https://github.com/godel/godel|godel/godel> v2.0.1
      Commit <https://github.com/godel/godel/commit/a7c3e91b52000000000000000000000000000000|a7c3e91b52000000000000000000000000000000>
      Plan \`3f2a9c1d4e5b5780000000000000000000000000000000000000000000000000\`

      ~ <https://github.com/godel/godel/issues/100|tracking issue> · <https://github.com/godel/godel/pull/900|pull request> · <https://github.com/godel/godel/tree/release/v2.0.1|branch>"
    `)
  })

  it('says who said no and why', () => {
    const terms = termsWith({ roles: { approvals: { tag: { count: 2 } } } })
    const story = cut({ terms }).green() as GitHubStory
    story.say(bea, { type: 'Go', saw: null })
    story.say(fay, { type: 'NoGo', saw: null, because: 'the migration is not reversible' })

    expect(answered(story, 'tag-1')).toMatchInlineSnapshot(`
      "(godel/godel: Tag v2.0.1? No-go.)

      # Tag v2.0.1?

      ✗ *No-go* by fay, <!date^1772000018^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>: the migration is not reversible.
      The release is on hold until a captain runs \`/release resume\`.

      <https://github.com/godel/godel|godel/godel> v2.0.1
      Commit <https://github.com/godel/godel/commit/a7c3e91b52000000000000000000000000000000|a7c3e91b52000000000000000000000000000000>
      Plan \`3f2a9c1d4e5b5780000000000000000000000000000000000000000000000000\`

      ~ <https://github.com/godel/godel/issues/100|tracking issue> · <https://github.com/godel/godel/pull/900|pull request> · <https://github.com/godel/godel/tree/release/v2.0.1|branch>"
    `)
  })

  it('that is void says what changed', () => {
    const story = cut().green() as GitHubStory
    story.learn({ type: 'BranchSeen', head: 'd00d'.padEnd(40, '0') })

    expect(answered(story, 'tag-1')).toMatchInlineSnapshot(`
      "(godel/godel: Tag v2.0.1? Closed.)

      # Tag v2.0.1?

      ○ *This question is closed:* Someone pushed d00d000000 to the release branch. Look at it: run \`/release resume d00d000000\` to accept and test it, or \`/release plan\` to build the branch without it. <!date^1772000017^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>
      The commit was \`a7c3e91b52\` and is \`d00d000000\` now.

      <https://github.com/godel/godel|godel/godel> v2.0.1
      Commit <https://github.com/godel/godel/commit/a7c3e91b52000000000000000000000000000000|a7c3e91b52000000000000000000000000000000>
      Plan \`3f2a9c1d4e5b5780000000000000000000000000000000000000000000000000\`

      ~ <https://github.com/godel/godel/issues/100|tracking issue> · <https://github.com/godel/godel/pull/900|pull request> · <https://github.com/godel/godel/tree/release/v2.0.1|branch>"
    `)
  })
})
