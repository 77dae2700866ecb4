import { expect, it } from 'vitest'
import { describeRefusal } from '../../../src/messages/refusals/describe-refusal.ts'
import type { RefusalReason, RuleRefusalCode } from '../../../src/release/lifecycle/refusals.ts'
import { createRuleRefusal } from '../../../src/release/lifecycle/refusals.ts'

const version = 'v2.0.1'
const login = 'dan'
const because = 'the error rate is up'
const environment = 'production'
const needs = { permission: 'maintain', teams: ['captains'], users: [] } as const
const head = '4b1d0a7c2e9f4b1d0a7c2e9f4b1d0a7c2e9f4b1d'
const check = 'npm-audit'

/** One of each: a code without an example doesn't compile. */
const EXAMPLES: { readonly [C in RuleRefusalCode]: Extract<RefusalReason, { code: C }> } = {
  'lacks-role': { code: 'lacks-role', login, role: 'approver', needs },
  'lacks-gate-role': {
    code: 'lacks-gate-role',
    login,
    gate: 'legal-approved',
    needs: { ...needs, permission: null },
  },
  'is-bot': { code: 'is-bot', login: 'merge-bot' },
  'rights-unknown': { code: 'rights-unknown', login },
  'not-opened': { code: 'not-opened' },
  'opened-already': { code: 'opened-already', version, issue: 7 },
  'ended-already': { code: 'ended-already', version, status: 'aborted' },
  'emergency-unnamed': { code: 'emergency-unnamed' },
  'not-an-emergency': { code: 'not-an-emergency', track: 'regular' },
  'track-unchanged': { code: 'track-unchanged', version, track: 'security' },
  'own-fix': { code: 'own-fix', login, item: 'reviewed' },
  embargoed: { code: 'embargoed', version },
  'not-embargoed': { code: 'not-embargoed', version },
  'advisory-missing': { code: 'advisory-missing', version },
  disclosing: { code: 'disclosing', version },
  'disclosure-in-past': { code: 'disclosure-in-past', version },
  'no-disclosure': { code: 'no-disclosure', version },
  'no-such-time': { code: 'no-such-time', on: '2026-03-29T02:30', timeZone: 'Europe/Berlin' },
  'line-frozen': { code: 'line-frozen', line: '2.0', until: '2026-12-24', over: 1, because, by: null },
  'line-not-frozen': { code: 'line-not-frozen', line: '2.0' },
  'line-locked': { code: 'line-locked', line: '2.0', lockedBy: 'v2.0.1' },
  aborted: { code: 'aborted', version, because, spent: false },
  published: { code: 'published', version },
  held: { code: 'held', version, because },
  'held-already': { code: 'held-already', version, because: { code: 'rolled-back' } },
  'not-held': { code: 'not-held', version },
  'not-accepted': { code: 'not-accepted', head },
  'commits-not-judged': { code: 'commits-not-judged', head },
  'commit-not-eligible': {
    code: 'commit-not-eligible',
    commit: head,
    candidate: '#7',
    verdict: 'next-minor',
  },
  'commit-has-markers': { code: 'commit-has-markers', commit: head },
  'own-commits': { code: 'own-commits', head },
  'in-production': { code: 'in-production', version },
  'no-question': { code: 'no-question', version },
  'question-changed': { code: 'question-changed', answer: 'no-go' },
  'go-not-counted': { code: 'go-not-counted', login, reason: { part: 'author', candidate: '#7' }, needed: 2 },
  'tag-requested': { code: 'tag-requested', tag: version },
  'other-plan-cut': { code: 'other-plan-cut', version },
  'other-plan-expected': { code: 'other-plan-expected' },
  'planned-already': { code: 'planned-already', candidate: '#7' },
  'not-planned': { code: 'not-planned', candidate: '#7' },
  'exception-out-of-range': { code: 'exception-out-of-range', until: '2027-01-01', days: 14 },
  'policy-unchanged': { code: 'policy-unchanged' },
  'own-change': { code: 'own-change', command: 'Assess', candidate: '#7' },
  'calendar-held': { code: 'calendar-held', because },
  'calendar-not-held': { code: 'calendar-not-held' },
  'no-release-day': { code: 'no-release-day', of: 'major' },
  'not-a-release-day': { code: 'not-a-release-day', of: 'patch', date: '2026-12-03', next: ['2026-12-09'] },
  'day-unchanged': { code: 'day-unchanged', of: 'patch', date: '2026-12-02' },
  'day-over': { code: 'day-over', of: 'patch', date: '2026-12-02' },
  'day-past': { code: 'day-past', date: '2026-11-02' },
  'day-too-far': { code: 'day-too-far', date: '2027-11-02', days: 60 },
  'day-taken': { code: 'day-taken', of: 'patch', date: '2026-12-09' },
  'plan-in-progress': { code: 'plan-in-progress' },
  'other-plan-shown': { code: 'other-plan-shown', plan: head },
  'not-testing': { code: 'not-testing' },
  'no-failed-test': { code: 'no-failed-test', head },
  'no-checklist': { code: 'no-checklist' },
  'unknown-item': { code: 'unknown-item', item: 'x', known: ['smoke-tests', 'upgrade-tests', 'docs'] },
  'item-applies': { code: 'item-applies', item: 'smoke-tests', text: 'Smoke tests passing' },
  'step-running': { code: 'step-running', step: 'tag' },
  'not-retryable': { code: 'not-retryable', what: 'x', known: [] },
  'no-head-to-test': { code: 'no-head-to-test', check },
  'test-green': { code: 'test-green', check },
  'test-running': { code: 'test-running', check },
  'notes-settled': { code: 'notes-settled' },
  'notes-not-due': { code: 'notes-not-due' },
  'no-notes': { code: 'no-notes' },
  'notes-publishing': { code: 'notes-publishing' },
  'notes-changed': { code: 'notes-changed' },
  'not-built': {
    code: 'not-built',
    version,
    missing: [{ code: 'artifact-not-found', artifact: 'helm-charts', text: 'Helm charts' }],
  },
  delivering: { code: 'delivering', version },
  'not-tagged': { code: 'not-tagged', version },
  'publication-gate-shut': { code: 'publication-gate-shut', version },
  'approvals-missing': { code: 'approvals-missing', version, needed: 1 },
  'is-prerelease': { code: 'is-prerelease', version: 'v2.0.1-rc.1' },
  'no-plan': { code: 'no-plan' },
  'other-version-next': {
    code: 'other-version-next',
    version,
    channel: 'rc',
    line: '2.0',
    next: 'v2.0.2-rc.1',
  },
  'follower-open': { code: 'follower-open', version: 'v2.0.1-rc.1' },
  'not-published': { code: 'not-published', version },
  'back-to-itself': { code: 'back-to-itself', version },
  'rolled-back': { code: 'rolled-back', version, to: 'v2.0.0', because },
  'is-stable': { code: 'is-stable', version },
  'prerelease-not-published': { code: 'prerelease-not-published', version: 'v2.0.1-rc.1' },
  'nothing-watched': { code: 'nothing-watched', version },
  'soak-of-production': { code: 'soak-of-production', environment },
  'no-decision-awaited': { code: 'no-decision-awaited', version },
  'rollout-rolled-back': { code: 'rollout-rolled-back', version, to: 'v2.0.0' },
  'rollout-to-itself': { code: 'rollout-to-itself', version },
  'not-in-production': { code: 'not-in-production', version },
  'line-not-locked': { code: 'line-not-locked', line: '2.0' },
  'no-drill-environment': { code: 'no-drill-environment' },
  'environment-in-use': { code: 'environment-in-use', environment: 'staging' },
  'rollout-over': { code: 'rollout-over', version },
  'rollout-not-begun': { code: 'rollout-not-begun', version },
  'environment-order': { code: 'environment-order', environment: 'production', now: 'staging' },
  'close-before-publication': { code: 'close-before-publication', version },
  'still-watched': { code: 'still-watched', version },
  'closing-gate-shut': { code: 'closing-gate-shut', version },
}

it('every no of a rule says what is wrong, and what to do next', () => {
  const told = Object.values(EXAMPLES).map((reason) => {
    const { what, next } = describeRefusal(createRuleRefusal(reason))
    return `${reason.code}: ${what} → ${next}`
  })
  expect(told.join('\n')).toMatchInlineSnapshot(`
    "lacks-role: dan isn't an approver of releases here. That takes the permission \`maintain\` on the repository or the team \`captains\`. → Ask an approver to do it, or have \`roles.approver\` in .github/release-captain.yml name you.
    lacks-gate-role: dan can't answer for the gate \`legal-approved\`. That takes the team \`captains\`. → Ask someone who has that, or have \`gates.add\` in .github/release-captain.yml name you.
    is-bot: merge-bot is a bot, and bots have no role in a release. → Have a person say it.
    rights-unknown: GitHub didn't say what dan may do here, so nothing was done. → Try again in a minute.
    not-opened: This release doesn't exist yet. → Open it with \`/release cut vX.Y.Z\`.
    opened-already: v2.0.1 is already open. → Go on in #7: \`/release status\`.
    ended-already: v2.0.1 was canceled already. A version is never cut twice. → Cut the next version of the line with \`/release cut\`.
    emergency-unnamed: You asked for an emergency release and didn't say which emergency it is for. → Add \`critical-security\`, \`data-loss\` or \`service-outage\`.
    not-an-emergency: A regular release can't name an emergency. → Ask for the emergency track, or leave the emergency out.
    track-unchanged: v2.0.1 is on the security track already. → Name another track, or leave it as it is.
    own-fix: dan wrote part of the fix, so their word for \`reviewed\` doesn't count. → Have another member of the security team look at the fix and tick it.
    embargoed: v2.0.1 is embargoed: it is disclosed, not published. → Agree on a time with \`/release disclose at 2026-03-10T14:00\`.
    not-embargoed: v2.0.1 isn't embargoed. → Publish it with \`/release publish\`.
    advisory-missing: v2.0.1 has no advisory yet. → Have it drafted again with \`/release advisory draft\`.
    disclosing: v2.0.1 is being disclosed. → To stop what is not public yet, run \`/release hold because …\`.
    disclosure-in-past: This time is over. → Name a later one, or run \`/release disclose now because …\`.
    no-disclosure: No disclosure of v2.0.1 is agreed on yet. → Agree on a time with \`/release disclose at 2026-03-10T14:00\`.
    no-such-time: \`2026-03-29T02:30\` isn't a time of the time zone \`Europe/Berlin\`. → Write it as \`2026-03-10T14:00 zone=Europe/Berlin\`.
    line-frozen: 2.0 is frozen until 2026-12-24, so nothing of it is cut: the error rate is up. → Wait, or end the freeze with \`/release unfreeze 2.0\`.
    line-not-frozen: 2.0 isn't frozen. → You don't need to do anything.
    line-locked: Line 2.0 is locked: v2.0.1 was rolled back. → To release from it again, run \`/release unlock because …\` on the tracking issue of v2.0.1.
    aborted: v2.0.1 was canceled: the error rate is up. → Open it again with \`/release cut v2.0.1\`, or cut another version.
    published: v2.0.1 is published and can't change any more. → Cut the next version of the line with \`/release cut\`.
    held: v2.0.1 is held: the error rate is up. → Run \`/release resume\` first.
    held-already: v2.0.1 is already held: Production was rolled back. → Resume it with \`/release resume\` when it may go on.
    not-held: v2.0.1 isn't held. → Run \`/release status\` to see what it waits for.
    not-accepted: Someone put 4b1d0a7c2e on the release branch, and it isn't accepted yet. → Look at it. To release it, run \`/release resume 4b1d0a7c2e\`. To leave it out, build the branch again with \`/release plan\`.
    commits-not-judged: 4b1d0a7c2e isn't checked against the criteria yet. → Run \`/release resume 4b1d0a7c2e\` again in a minute. To leave it out, build the branch again with \`/release plan\`.
    commit-not-eligible: 4b1d0a7c2e on the release branch is for the next minor release, by the criteria. → Leave it out: build the branch again with \`/release plan\`. Or say what it is with \`/release assess #7 risk=… type=… severity=…\`, or have an approver allow it with \`/release except #7 because …\`, and resume then.
    commit-has-markers: 4b1d0a7c2e on the release branch has conflict markers in it, and no released history may have any. → Build the branch again without it: \`/release plan\`.
    own-commits: You have commits on the release branch, so you can't accept 4b1d0a7c2e. → Ask another captain to run \`/release resume 4b1d0a7c2e\`.
    in-production: v2.0.1 is in production. → Roll it back first: \`/release rollback because …\`.
    no-question: v2.0.1 doesn't wait for a go. → Run \`/release status\` to see what it waits for.
    question-changed: What you said no-go to has changed since. → Look at the current question. If the release must not go on, run \`/release hold because …\`.
    go-not-counted: A go of dan doesn't count here: they are an author of #7 in it. → Have 2 other approvers run \`/release go\`.
    tag-requested: The tag \`v2.0.1\` is being created, so its content can't change any more. → Take the change into the next version of the line, or cancel this one with \`/release abort because …\`.
    other-plan-cut: The release branch of v2.0.1 was cut from another plan. → Change what is in it with \`/release pick\` and \`/release drop\`. \`/release status\` shows where it is.
    other-plan-expected: The cut was already asked for, with another plan. → Wait for the plan, look at it, then run \`/release cut\` again.
    planned-already: #7 is already in the plan. → See why with \`/release explain #7\`.
    not-planned: #7 isn't in the plan. → Run \`/release status\` to see what is.
    exception-out-of-range: An exception lasts 14 days at most, from today, and \`2027-01-01\` is outside of that. → Give its last day as a date, such as \`until=2026-03-04\`.
    policy-unchanged: The release already has this policy. → You don't need to do anything.
    own-change: You wrote #7, so you can't set its type or severity. → Ask another contributor to comment \`/release assess #7 …\`. You can set its risk: \`/release assess #7 risk=…\`.
    calendar-held: The calendar is held already: the error rate is up. → To go on, run \`/release calendar resume\`.
    calendar-not-held: The calendar isn't held. → You don't need to do anything.
    no-release-day: The calendar has no next major release. → Plan its dates in \`calendar.major.dates\` of .github/release-captain.yml.
    not-a-release-day: 2026-12-03 isn't the day of a patch release. The next are 2026-12-09. → Name one of them, or leave out the date for the next one.
    day-unchanged: The patch release of 2026-12-02 was neither skipped nor moved. → To see the calendar, run \`/release calendar\`.
    day-over: The day of the patch release of 2026-12-02 is over. → To see the calendar, run \`/release calendar\`.
    day-past: 2026-11-02 is in the past. → Move the release to a day that is still to come.
    day-too-far: 2027-11-02 is more than 60 days from the regular date. → Skip the release with \`/release calendar skip because …\`, and move a later one.
    day-taken: 2026-12-09 is the day of another patch release. → Name another day, or skip one of the two.
    plan-in-progress: The plan is being made, so there is nothing to confirm yet. → Wait for the plan, then confirm.
    other-plan-shown: The plan is now \`4b1d0a7c2e\`, and you looked at another one. → Look at what is to confirm now, and confirm that.
    not-testing: You can look for a breaking pick only while the release branch is tested. → Run \`/release status\` to see what it waits for.
    no-failed-test: No test failed on 4b1d0a7c2e. → Wait for the tests. Run one that was canceled or is stale again with \`/release retry\`.
    no-checklist: The checklist is open while there is a release branch and no tag yet. → Run \`/release status\` to see what it waits for.
    unknown-item: The checklist has no item \`x\`. → Choose \`smoke-tests\`, \`upgrade-tests\`, or \`docs\`.
    item-applies: “Smoke tests passing” always applies. → Verify it and run \`/release check smoke-tests\`.
    step-running: The step \`tag\` is running. → Wait for it. It is retried automatically where that can help.
    not-retryable: \`x\` can't be retried now. → Run \`/release status\` to see what it waits for.
    no-head-to-test: There is no commit to run \`npm-audit\` on now. → Run \`/release status\` to see what it waits for.
    test-green: \`npm-audit\` is green on this commit. → You don't need to do anything.
    test-running: \`npm-audit\` is running. → Wait for it.
    notes-settled: The tag is being created, so the notes aren't drafted again. → Edit them in the tracking issue.
    notes-not-due: The notes are drafted when the tests are green and the checklist is complete. → Run \`/release status\` to see what it waits for.
    no-notes: There are no notes to edit yet. → Wait for the draft: it comes when the tests are green.
    notes-publishing: The release is being published with the notes as they were. → Edit the GitHub release when it is there.
    notes-changed: The notes that you edited have changed since. → Look at them as they are now, then edit them again.
    not-built: v2.0.1 isn't built yet. Helm charts (\`helm-charts\`): not found yet. → Wait for the build. If it failed, run \`/release retry artifacts\`.
    delivering: v2.0.1 is published when its deployment is healthy. → Run \`/release status\` to see what it waits for.
    not-tagged: v2.0.1 has no tag yet, so there is nothing to publish. → Run \`/release status\` to see what it waits for.
    publication-gate-shut: v2.0.1 isn't ready to be published: a gate is closed. → Run \`/release why\` to see what is missing.
    approvals-missing: v2.0.1 waits for 1 more approval. → Have an approver run \`/release go\`.
    is-prerelease: v2.0.1-rc.1 is a prerelease itself. → Ask for the next one in the tracking issue of the stable version.
    no-plan: There is no plan to make a prerelease of. → Wait for the plan, then try again.
    other-version-next: The next rc of line 2.0 is v2.0.2-rc.1, and this release is v2.0.1. → Cut the next version of the line with \`/release cut\`.
    follower-open: v2.0.1-rc.1 is already open. → Go on in its own tracking issue.
    not-published: v2.0.1 isn't published, so no one was told about it. → Cancel it with \`/release abort because …\`.
    back-to-itself: v2.0.1 can't be rolled back to itself. → Name the version that runs in production now.
    rolled-back: v2.0.1 was already rolled back to v2.0.0: the error rate is up. → Cut the next version of the line with \`/release cut\`.
    is-stable: v2.0.1 is a stable version. You can only promote a prerelease. → Run \`/release publish\` when it is built.
    prerelease-not-published: v2.0.1-rc.1 isn't published, so no one could try it. → Publish it first with \`/release publish\`.
    nothing-watched: v2.0.1 isn't being watched right now. → Run \`/release status\` to see what it waits for.
    soak-of-production: The soak of \`production\` can't be skipped: production widens only when its metrics say so. → Wait for it, or go back with \`/release rollback because …\`.
    no-decision-awaited: The watch of v2.0.1 doesn't wait for a decision. → Run \`/release status\` to see what it waits for.
    rollout-rolled-back: v2.0.1 was already rolled back to v2.0.0. → Unlock its line with \`/release unlock because …\` when the next version may be rolled out.
    rollout-to-itself: v2.0.1 can't be rolled back to itself. → Leave the version out to go back to the one before.
    not-in-production: v2.0.1 isn't in production, so there is nothing to roll back. → Cancel the release with \`/release abort because …\`.
    line-not-locked: Line 2.0 isn't locked by this release. → You don't need to do anything.
    no-drill-environment: The policy names no environment before production to test the rollback in. → Test it by hand, then run \`/release check rollback-tested\`.
    environment-in-use: The rollout uses \`staging\` right now. → Try again when the release waits for production.
    rollout-over: The rollout of v2.0.1 is over. → You don't need to do anything.
    rollout-not-begun: The rollout of v2.0.1 hasn't begun: it begins when the artifacts are verified. → Run \`/release status\` to see what it waits for.
    environment-order: \`production\` isn't next: environments change in the order of the policy, and \`staging\` is the current one. → Run \`/release deploy staging\`.
    close-before-publication: v2.0.1 isn't published yet. → Publish it with \`/release publish\`, or cancel it with \`/release abort because …\`.
    still-watched: v2.0.1 is still being watched. → Run \`/release status\` to see until when. Accept what got worse with \`/release continue because …\`.
    closing-gate-shut: A task after the release of v2.0.1 isn't done yet. → Run \`/release why\` to see what is missing."
  `)
})
