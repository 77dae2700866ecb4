import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { COMMANDS, suggestCommand } from '../../src/chatops/commands.ts'
import { renderHelp } from '../../src/chatops/help.ts'
import { parseComment } from '../../src/chatops/parsing/parse-comment.ts'
import { parseLine } from '../../src/chatops/parsing/parse-line.ts'
import { renderCommandsDocument } from '../../src/chatops/reference.ts'

const NAMES = COMMANDS.map(({ name }) => name)

describe('help', () => {
  it('of all commands has a line for each, with who may say it', () => {
    expect(renderHelp(null)).toMatchInlineSnapshot(`
      "| command | does | who |
      | --- | --- | --- |
      | \`/release plan [VERSION] [--track TRACK] [--for EMERGENCY]\` | make the plan: which changes belong in the release, and what happens when they are picked | a contributor |
      | \`/release cut [VERSION] [--plan DIGEST] [--track TRACK] [--for EMERGENCY]\` | make the release branch from the plan: picks, version bump, pull request | a captain |
      | \`/release pick [CHANGE]\` | take a change into the release | a captain |
      | \`/release drop [CHANGE] [because REASON]\` | leave a change out of the release | a captain |
      | \`/release defer [CHANGE] [because REASON]\` | leave a change to the next release | a captain |
      | \`/release assess [CHANGE] risk=RISK [type=TYPE] [severity=SEVERITY] [note="NOTE"]\` | record what somebody who looked thinks of a change | a contributor |
      | \`/release except [CHANGE] [until=DATE] because REASON\` | permit a change that the criteria alone keep out | an approver |
      | \`/release rc\\|beta\\|alpha\` | make a prerelease with the picks that are planned | a captain |
      | \`/release check ITEM [done\\|not-applicable\\|undone] [evidence="EVIDENCE"]\` | answer for a line of the checklist | a contributor |
      | \`/release retry STEP\` | try a step or a test again that failed | a captain |
      | \`/release bisect\` | find the pick that breaks a test | a captain |
      | \`/release notes\` | draft the release notes anew | a captain |
      | \`/release go\` | say go to the question that is open | an approver |
      | \`/release no-go because REASON\` | say no to the question that is open | an approver |
      | \`/release hold [because REASON]\` | have the release go nowhere until somebody resumes it | a contributor |
      | \`/release resume\` | let a held release go on | a captain |
      | \`/release publish\` | publish the GitHub release | a captain |
      | \`/release promote\` | make a stable version of this prerelease | a captain |
      | \`/release abort [because REASON]\` | end a release that is not to be | a captain |
      | \`/release rolled-back to VERSION because REASON\` | record that production was put back by hand, and tell everybody who heard of the release | a captain |
      | \`/release take-policy\` | have the release follow the policy as it is on main now | an approver |
      | \`/release status\` | say where the release is and what it waits for | anybody |
      | \`/release why\` | say why the release is where it is | anybody |
      | \`/release explain [CHANGE]\` | say of one change why it is in the release or not, and what would change that | anybody |
      | \`/release link [CODE]\` | say in Slack who you are on GitHub, so that you may act there | anybody |
      | \`/release unlink\` | end the link between your Slack user and your GitHub user | anybody |
      | \`/release help [COMMAND]\` | say what can be said | anybody |

      Say one at the start of a line of a new comment, ten at most in a comment; or in Slack. \`/release help cut\` tells all about \`cut\`."
    `)
  })

  it('of one says all that it takes', () => {
    expect(renderHelp('except')).toMatchInlineSnapshot(`
      "\`/release except [CHANGE] [until=DATE] because REASON\`: permit a change that the criteria alone keep out.

      Records who permits it, why and until when. It lifts the table of Eligible Changes and the severity; what must hold (merged, reviewed, tested, not breaking) it does not lift.

      | part | meaning |
      | --- | --- |
      | \`CHANGE\` | \`#12\`, or 7 or more digits of a commit; on a pull request without it that one |
      | \`until=DATE\` | the last day on which it holds, \`2026-03-04\`; without it as long as the policy allows |
      | \`because REASON\` | why, in your own words, to the end of the line |

      Said by an approver, in the tracking issue of a release or a pull request.

      | example |  |
      | --- | --- |
      | \`/release except #1234 because a customer cannot start without it\` | permit 1234 |
      | \`/release except #1234 until=2026-03-04 because the flag is off by default\` | for a while |"
    `)
  })

  it.each([null, ...NAMES])('is no command itself, nor is any of its lines (threat C4): %s', (name) => {
    const text = renderHelp(name)

    expect(parseComment(text)).toEqual([])
    expect(text.split('\n').flatMap(parseComment)).toEqual([])
    expect(parseComment(`> ${text}`)).toEqual([])
  })

  it('docs/commands.md has the commands as they are now', async () => {
    const file = new URL('../../docs/commands.md', import.meta.url)
    expect(await readFile(file, 'utf8'), 'write it with npm run docs').toBe(renderCommandsDocument())
  })
})

describe.each(COMMANDS)('$name', ({ name, said, usage, examples, meant }) => {
  it('has examples that say it', () => {
    for (const { command } of examples) {
      expect(parseComment(command)).toMatchObject([{ kind: 'asked', request: { name } }])
    }
    expect(examples.length).toBeGreaterThan(0)
  })

  it('is said by words of plain small letters, with which its usage begins', () => {
    for (const word of said) expect(word).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
    expect(said.some((word) => usage.startsWith(word))).toBe(true)
  })

  it('is found by what people try in its place, which says nothing by itself', () => {
    for (const word of meant) {
      expect(said).toContain(suggestCommand(word))
      if (word !== name) expect(parseLine(word).kind).toBe('unclear')
    }
  })

  it('is found by a slip of the finger', () => {
    const [word = ''] = said
    const doubled = `${word}${word.at(-1)}`
    expect(parseLine(doubled).kind).toBe('unclear')
    expect(suggestCommand(doubled)).not.toBeNull()
  })
})

describe('words', () => {
  it('belong to one command each', () => {
    const all = COMMANDS.flatMap(({ said, meant }) => [...said, ...meant])
    expect(all.filter((word, at) => all.indexOf(word) !== at)).toEqual([])
  })
})

/** Lines of everything that may be wrong, so that each sentence that we have for it is among the answers. */
const MISTAKES: readonly string[] = [
  '',
  'nonsense',
  'ctu',
  'go ahead',
  'go because',
  'hold now',
  'no-go',
  'except #1',
  'pick 12',
  'pick #1 #2',
  'cut now',
  'cut --plan',
  'cut --plan x',
  'cut --track none',
  'cut --track emergency',
  'cut --for data-loss',
  'cut track=regular track=regular',
  'cut "v2.0.1',
  'cut v2.0.\u0661',
  'assess #1',
  'assess #1 risk=none',
  'assess #1 rsk=low',
  'assess #1 risk=low note=""',
  `assess #1 risk=low note=${'x'.repeat(1001)}`,
  'except #1 until=x because y',
  'check',
  'check ?',
  'check smoke-tests maybe',
  'retry',
  'retry "`"',
  'help nonsense',
  `pick ${'x'.repeat(5000)}`,
  'pick `/release',
  'pick `\u2028/release',
]

describe('an answer to a mistake', () => {
  it.each(MISTAKES.map((line) => ({ line, shown: line.slice(0, 50) })))(
    'is no command itself, and says what to write: $shown',
    ({ line }) => {
      const parsed = parseLine(line)
      if (parsed.kind === 'asked') throw new Error(`${line} is no mistake`)

      const { what, next } = parsed
      expect(parseComment(`${what}\n${next}`)).toEqual([])
      expect(parseComment(`${what}\n\n${next}`)).toEqual([])
      expect(next).toMatch(/^[A-Z`].+\.$/)
      expect(`${what} ${next}`.split('`').length % 2).toBe(1)
    },
  )
})
