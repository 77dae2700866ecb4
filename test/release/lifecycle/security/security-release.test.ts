import { describe, expect, it } from 'vitest'
import { isWithheldFromGitHub } from '../../../../src/release/lifecycle/disclosure.ts'
import { mayHear } from '../../../../src/release/lifecycle/rules/channels.ts'
import { isSecurityRelease } from '../../../../src/release/lifecycle/view.ts'
import type { Planned } from '../../../../src/release/lifecycle/words.ts'
import { ada, bea, cem, cutRelease, dan, planOf, type Story, sam, someone, termsWith } from '../story.ts'

const terms = termsWith({ channels: [{ in: 'slack', channel: '#releases', audience: 'team' }] })
const because = 'the scanner says so'

/** Main has it that the plan of a release is another: #5 is a security fix by what is given. */
function learnsOf(story: Story, mark: Partial<Planned['picks'][number]>): Story {
  story.say(ada, { type: 'Plan' })
  const answer = story.answer()
  if (answer?.type !== 'PlanMade') throw new Error('No plan was asked for.')
  const { picks, ...plan } = planOf(['#5', '#7'])
  return story
    .learn({
      ...answer,
      plan: { ...plan, picks: picks.map((pick) => (pick.candidate === '#5' ? { ...pick, ...mark } : pick)) },
    })
    .goesOn()
}

const tick = (item: string) => ({ type: 'Check', item, as: 'done', evidence: null }) as const

describe('a release with a security fix in it', () => {
  it.each([{ type: 'security' }, { type: 'minor-bug', security: true }] as const)(
    'is a security release by itself, also where it was open already: %o',
    (mark) => {
      const story = cutRelease({ terms })
      expect(isSecurityRelease(story.open())).toBe(false)
      learnsOf(story, mark)
      expect(isSecurityRelease(story.open())).toBe(true)
      expect(isWithheldFromGitHub(story.open())).toBe(true)
      expect(mayHear(story.open())).toEqual(['team', 'security'])
    },
  )

  it('waits for the security checklist, and says which of its lines is missing', () => {
    const story = learnsOf(cutRelease({ terms }), { type: 'security' }).tested('success')
    for (const { id } of story.open().ledger.about.terms.checklist) story.say(bea, tick(id))
    expect(story.step).toBe('testing')
    for (const item of ['cve', 'advisory', 'affected-versions', 'mitigations', 'cvss'])
      expect(story.say(bea, tick(item))).toBeNull()
    expect(story.say(sam, tick('reviewed'))).toBeNull()
    expect(story.goesOn().step).toBe('asking-to-tag')
  })

  it('is reviewed by a member of the security team, and never by an author of the fix', () => {
    const story = learnsOf(cutRelease({ terms }), { type: 'security', authors: [sam.person] })
    expect(story.say(bea, tick('reviewed'))).toMatchObject({ code: 'lacks-role', role: 'security' })
    expect(story.say(sam, tick('reviewed'))).toMatchObject({ code: 'own-fix', login: 'sam' })
    expect(story.say(someone(12, 'sue', 'admin'), tick('reviewed'))).toBeNull()
  })

  it('turns out to be one after its tests: the checklist shuts the gate again', () => {
    const story = cutRelease({ terms }).green()
    expect(story.step).toBe('asking-to-tag')
    story.say(cem, { type: 'Track', track: 'security', emergency: null, because })
    expect(story.step).toBe('testing')
  })

  it('turns out to be one after its tag: it is not published before the checklist is done', () => {
    const story = cutRelease({ terms }).green()
    story.say(bea, { type: 'Go', saw: null })
    story.goesOn().built()
    story.say(cem, { type: 'Track', track: 'security', emergency: null, because })
    expect(story.say(ada, { type: 'Publish' })).toMatchObject({ code: 'publication-gate-shut' })
    for (const item of ['cve', 'advisory', 'affected-versions', 'mitigations', 'cvss'])
      story.say(bea, tick(item))
    story.say(sam, tick('reviewed'))
    expect(story.say(ada, { type: 'Publish' })).toBeNull()
  })
})

describe('the track', () => {
  const security = { type: 'Track', track: 'security', emergency: null, because } as const
  const regular = { type: 'Track', track: 'regular', emergency: null, because } as const

  it('is raised by everybody who may label, and by nobody else', () => {
    const story = cutRelease({ terms })
    expect(story.say(dan, security)).toMatchObject({ code: 'lacks-role' })
    expect(story.say(cem, security)).toBeNull()
    expect(story.say(ada, security)).toMatchObject({ code: 'track-unchanged' })
  })

  it('is lowered by the security team alone, with the reason on record, until another fix comes in', () => {
    const story = learnsOf(cutRelease({ terms }), { type: 'security' })
    expect(story.say(ada, regular)).toMatchObject({ code: 'lacks-role', role: 'security' })
    expect(story.say(sam, regular)).toBeNull()
    expect(isSecurityRelease(story.open())).toBe(false)
    expect(story.events.findLast(({ type }) => type === 'TrackChanged')).toMatchObject({
      because,
      by: { person: sam.person },
    })
    story.say(ada, { type: 'Pick', candidate: '#9' })
    const answer = story.answer()
    if (answer?.type !== 'PlanMade') throw new Error('No plan was asked for.')
    const plan = planOf(['#5', '#7', '#9'])
    story.learn({
      ...answer,
      plan: { ...plan, picks: plan.picks.map((one) => ({ ...one, type: 'security' })) },
    })
    expect(isSecurityRelease(story.open())).toBe(true)
  })

  it('of an emergency says what it is, and a captain names it', () => {
    const story = cutRelease({ terms })
    const emergency = { type: 'Track', track: 'emergency', emergency: 'data-loss', because } as const
    expect(story.say(ada, { ...emergency, emergency: null })).toMatchObject({ code: 'emergency-unnamed' })
    expect(story.say(cem, emergency)).toMatchObject({ code: 'lacks-role', role: 'captain' })
    expect(story.say(ada, emergency)).toBeNull()
    expect(story.open().ledger.about).toMatchObject({ track: 'emergency', emergency: 'data-loss' })
  })
})

describe('the score of a security fix', () => {
  it('comes from a vector, and proves the line of the checklist on the head', () => {
    const story = learnsOf(cutRelease({ terms }), { type: 'security' })
    const cvss = { vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', score: 9.8 }
    const assessment = { risk: 'low', type: null, severity: null, note: null, cvss } as const
    expect(
      story.say(cem, { type: 'Assess', candidate: '#5', authors: [cem.person], assessment }),
    ).toMatchObject({
      code: 'own-change',
    })
    expect(story.say(ada, { type: 'Assess', candidate: '#5', assessment })).toBeNull()
    expect(story.open().ledger.proofs).toMatchObject([
      { item: 'cvss', head: 'built-2-bumped', evidence: `CVSS 9.8 (${cvss.vector})` },
    ])
  })
})

describe('an emergency release', () => {
  it('has the lines on record that it goes without after its tag, once', () => {
    const add = [{ id: 'legal', text: 'Legal approved', before: 'publish' }]
    const short = termsWith({ gates: { add }, calendar: { emergencySkips: ['legal'] } })
    const story = cutRelease({ terms: short, track: 'emergency', emergency: 'data-loss' }).green()
    story.say(bea, { type: 'Go', saw: null })
    story.goesOn().built()
    expect(story.say(ada, { type: 'Publish' })).toBeNull()
    const skipped = story.events.filter(({ type }) => type === 'ItemsSkipped')
    expect(skipped).toMatchObject([{ gate: 'publication', items: ['legal'] }])
  })

  it('goes without the lines that its policy names, and each is named in the record', () => {
    const lines = [{ id: 'smoke-tests', text: 'Smoke tests passing' }]
    const calendar = { emergencySkips: ['smoke-tests'] }
    const short = termsWith({ checklists: { release: lines }, calendar })
    const regular = cutRelease({ terms: short }).tested('success')
    expect(regular.types).not.toContain('GateOpened')

    const emergency = cutRelease({ terms: short, track: 'emergency', emergency: 'data-loss' }).tested(
      'success',
    )
    const opened = emergency.events.find(({ type }) => type === 'GateOpened')
    expect(opened).toMatchObject({ gate: 'testing', skipped: ['smoke-tests'] })
  })
})
