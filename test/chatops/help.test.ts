import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { listCommands, suggestCommand } from '../../src/chatops/commands.ts'
import { renderHelp } from '../../src/chatops/help.ts'
import { parseComment } from '../../src/chatops/parsing/parse-comment.ts'
import { parseLine } from '../../src/chatops/parsing/parse-line.ts'
import { renderCommandsDocument } from '../../src/chatops/reference.ts'

const NAMES = listCommands().map(({ name }) => name)

describe('help', () => {
  it('of all commands has a line for each, with who may say it', () => {
    expect(renderHelp(null)).toMatchInlineSnapshot(`
      "| command | does | who |
      | --- | --- | --- |
      | \`/release plan [VERSION] [--track TRACK] [--for EMERGENCY]\` | make the plan: the changes that belong in the release, and how they pick | a contributor |
      | \`/release cut [VERSION …] [--plan DIGEST] [--track TRACK] [--for EMERGENCY]\` | create the release branch from the plan: picks, version bump, pull request | a captain |
      | \`/release pick [CHANGE]\` | add a change to the release | a captain |
      | \`/release drop [CHANGE] [because REASON]\` | leave a change out of the release | a captain |
      | \`/release defer [CHANGE] [because REASON]\` | move a change to a later release | a captain |
      | \`/release assess [CHANGE …] risk=RISK [type=TYPE] [severity=SEVERITY] [cvss=VECTOR] [note="NOTE"] \\| confirm=RULES\` | record your assessment of a change, or confirm what is unknown about it | a contributor |
      | \`/release except [CHANGE] [until=DATE] because REASON\` | allow a change that the criteria keep out | an approver |
      | \`/release track TRACK [--for EMERGENCY] because REASON\` | change the track of an open release | a contributor |
      | \`/release advisory draft\\|cve=request\\|cve=CVE-ID\\|introduced-by=COMMIT\` | put facts into the advisory of an embargoed release | a member of the security team |
      | \`/release disclose at\\|postpone\\|now [TIME] [zone=ZONE] [because REASON]\` | agree on when an embargoed release becomes public | a member of the security team |
      | \`/release rc\\|beta\\|alpha\` | create a prerelease with the planned picks | a captain |
      | \`/release check ITEM [done\\|not-applicable\\|undone] [evidence="EVIDENCE"]\` | tick or untick a checklist item | a contributor |
      | \`/release retry STEP\` | retry a step or a test that failed | a captain |
      | \`/release bisect\` | find the pick that breaks a test | a captain |
      | \`/release notes\` | draft the release notes again | a captain |
      | \`/release go\` | approve the open question | an approver |
      | \`/release no-go because REASON\` | reject the open question | an approver |
      | \`/release hold [because REASON]\` | pause the release until someone resumes it | a contributor |
      | \`/release resume [COMMIT]\` | resume a held release | a captain |
      | \`/release publish\` | publish the GitHub release | a captain |
      | \`/release promote\` | promote this prerelease to the stable version | a captain |
      | \`/release abort [because REASON]\` | cancel the release | a captain |
      | \`/release rolled-back to VERSION because REASON\` | record a rollback of production, and tell everyone who heard of the release | a captain |
      | \`/release deploy [ENVIRONMENT]\` | deploy to the environment whose turn it is, or deploy the current step again | a captain |
      | \`/release drill\` | test the rollback in the environment before production | a captain |
      | \`/release ack\` | say that you are on call and know what is coming | a contributor |
      | \`/release extend DURATION because REASON\` | watch the current step longer before the next | a contributor |
      | \`/release skip-soak because REASON\` | end the soak of an environment before production | an approver |
      | \`/release rollback [to VERSION] because REASON\` | put production back to the previous version | a captain |
      | \`/release continue because REASON\` | keep a release although its watch found a problem | a captain |
      | \`/release close\` | close a release after its watch and review | a captain |
      | \`/release take-policy\` | update the release to the current policy on main | an approver |
      | \`/release security ADVISORY\\|new [VERSION]\` | open an embargoed release for a repository advisory | a member of the security team |
      | \`/release lock ENVIRONMENT because REASON\` | keep an environment from changing until it is unlocked | a captain |
      | \`/release unlock [ENVIRONMENT] because REASON\` | unlock an environment, or the line after a rollback | a captain |
      | \`/release calendar [show\\|skip\\|move\\|hold\\|resume] [KIND] [DATE] [to=DATE] [because REASON]\` | show the release calendar, or skip, move or hold the next release | a captain |
      | \`/release freeze LINE until DATE because REASON\` | keep releases of a line from being cut until a day is over | a captain |
      | \`/release unfreeze LINE\` | end the freeze of a line | a captain |
      | \`/release metrics [DAYS]\` | show how releases go, against the targets of the policy | anybody |
      | \`/release status\` | show the status of the release and what it waits for | anybody |
      | \`/release why\` | explain why the release doesn't move on | anybody |
      | \`/release explain [CHANGE]\` | explain why a change is in the release or not, and what would change that | anybody |
      | \`/release link [CODE]\` | link your Slack user to your GitHub user | anybody |
      | \`/release unlink\` | unlink your Slack user from your GitHub user | anybody |
      | \`/release help [COMMAND]\` | list the commands | anybody |

      Write a command at the start of a line in a new comment (at most ten), or run it in Slack. For the details of one, run \`/release help cut\`."
    `)
  })

  it('of one says all that it takes', () => {
    expect(renderHelp('except')).toMatchInlineSnapshot(`
      "\`/release except [CHANGE] [until=DATE] because REASON\`: allow a change that the criteria keep out.

      Records who allows it, why and until when. It lifts what the policy names in \`exceptions.lifts\`: by default what is decided case by case. It never lifts what must be true: merged, reviewed, tested, not breaking.

      | part | meaning |
      | --- | --- |
      | \`CHANGE\` | \`#12\`, or 7 or more digits of a commit; default on a pull request: that one |
      | \`until=DATE\` | the last day on which it is valid, \`2026-03-04\`; default: as long as the policy allows |
      | \`because REASON\` | the reason, up to the end of the line |

      For an approver, in the tracking issue of a release or a pull request.

      | example |  |
      | --- | --- |
      | \`/release except #1234 because a customer cannot start without it\` | allows #1234 |
      | \`/release except #1234 until=2026-03-04 because the flag is off by default\` | allows it until that day |"
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

describe.each(listCommands())('$name', ({ name, said, usage, examples, meant }) => {
  it('has examples that say it', () => {
    for (const { command } of examples) {
      const parsed = parseComment(command)
      expect(parsed).not.toEqual([])
      for (const one of parsed) expect(one).toMatchObject({ kind: 'asked', request: { name } })
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
    const all = listCommands().flatMap(({ said, meant }) => [...said, ...meant])
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
