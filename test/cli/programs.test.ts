import { describe, expect, it } from 'vitest'
import type { JobsWanted, Program, SetupWanted } from '../../src/cli/program.ts'
import { Refused } from '../../src/release/refusal.ts'
import { DOCTOR_REPORT } from './reports.ts'
import { noProgram, type } from './world.ts'

/** A program of which one part is there. */
async function withPart(part: Partial<Program>): Promise<Program> {
  return { ...(await noProgram()), ...part }
}

describe('start', () => {
  it('shows where to look before it ends', async () => {
    const { stdout, exitCode } = await type('start --sandbox')

    expect(exitCode).toBe(0)
    expect(stdout).toContain('open  http://127.0.0.1:3000/')
  })

  it('refuses a port that is none', async () => {
    const { stderr, exitCode } = await type('start --port 70000')

    expect(exitCode).toBe(2)
    expect(stderr).toContain('must be 0 to 65535')
  })
})

describe('jobs', () => {
  const failed = [
    {
      id: 12,
      topic: 'effects',
      type: 'push-tag',
      lane: '77:v2.0.1',
      attempts: 20,
      problem: 'GitHub answered 502 Bad Gateway.',
    },
  ]

  it('list shows what was given up, with its problem and how to retry it', async () => {
    const { stdout, exitCode } = await type('jobs list', {
      program: () => withPart({ jobs: async () => ({ retried: null, failed }) }),
    })

    expect(exitCode).toBe(0)
    expect(stdout).toMatchInlineSnapshot(`
      "Jobs that were given up
      12  push-tag (effects), 77:v2.0.1
          20 attempts: GitHub answered 502 Bad Gateway.

      Next:
        Fix the problem, then retry:
          release-captain jobs retry 12
      "
    `)
  })

  it('retry takes the number of one job', async () => {
    const wanted: JobsWanted[] = []
    const jobs: Program['jobs'] = async (given) => {
      wanted.push(given)
      return { retried: 12, failed: [] }
    }
    const { stdout } = await type('jobs retry 12', { program: () => withPart({ jobs }) })

    expect(wanted).toEqual([{ action: 'retry', id: 12 }])
    expect(stdout).toContain('Job 12 is waiting to run again.')
  })

  it.each(['jobs retry', 'jobs list 12', 'jobs retry x', 'jobs stop'])('%s is refused', async (typed) => {
    expect((await type(typed)).exitCode).toBe(2)
  })
})

describe('import', () => {
  it('shows what came onto the record, and what was there', async () => {
    const { stdout, exitCode } = await type('import godel/api')

    expect(exitCode).toBe(0)
    expect(stdout).toMatchInlineSnapshot(`
      "Releases of godel/api
      Version  Line  Published   By              Changes  With report
      v2.0.1   2.0   2026-02-10  GitHub release  4        2

      Imported 1 release of godel/api. Already on record: 1.

      Next:
        See how they went, as a comment on any issue:
          /release metrics 365
      "
    `)
  })

  it('takes one repository by its name', async () => {
    expect((await type('import api')).stderr).toContain('must be OWNER/NAME')
  })
})

describe('tokens', () => {
  it('create shows the new token once, and all that are good', async () => {
    const { stdout, exitCode } = await type('tokens create ada --name reporting --days 30')

    expect(exitCode).toBe(0)
    expect(stdout).toMatchInlineSnapshot(`
      "The new token, shown once:
      rct_secret

      Tokens of the API
         Name       GitHub user  Created     Expires
      3  reporting  ada          2026-02-10  2026-05-11
      "
    `)
  })

  it.each(['tokens create', 'tokens list ada', 'tokens revoke ada', 'tokens create ada --days 400'])(
    '%s is refused',
    async (typed) => {
      expect((await type(typed)).exitCode).toBe(2)
    },
  )
})

describe('setup', () => {
  it('says where it goes on, then what was made and what is left to do', async () => {
    const { stdout, exitCode } = await type('setup --url https://captain.example.com --folder /srv/captain')

    expect(exitCode).toBe(0)
    expect(stdout).toMatchInlineSnapshot(`
      "Your own App at GitHub
      open  http://127.0.0.1:40123/Zm9yIHlvdSBhbG9uZQ
      Open it in a browser on this machine. It shows what the App asks for, and leads
      to GitHub. Agree there; GitHub then sends you back here.

      Next:
        Waiting for you. Press Ctrl+C to stop without creating the App

      Captain of Godel is made
      settings  /srv/captain/.env
      key       /srv/captain/release-captain.private-key.pem
      install   https://github.com/apps/captain-of-godel/installations/new

      Next:
        Choose its repositories on that page. Then check the setup, in the folder of
        the settings:
          release-captain doctor
        Then start it there:
          release-captain start
      "
    `)
  })

  it('asks for what the options say', async () => {
    const wanted: SetupWanted[] = []
    const setup: Program['setup'] = async (given) => {
      wanted.push(given)
      throw new Refused({ kind: 'usage', what: 'No.', next: 'Never.' })
    }
    const program = () => withPart({ setup })
    await type('setup --url https://a.example --organization godel --folder b', { program })
    const { exitCode } = await type('setup --url https://a.example', { program })

    expect(exitCode).toBe(2)
    expect(wanted).toEqual([
      { publicUrl: 'https://a.example', organization: 'godel', folder: 'b' },
      { publicUrl: 'https://a.example', organization: null, folder: '.' },
    ])
  })

  it('cannot do without the address at which GitHub reaches the App', async () => {
    const { stderr, exitCode } = await type('setup')

    expect(exitCode).toBe(2)
    expect(stderr).toContain('`--url` is needed: where GitHub reaches the App.')
  })
})

describe('doctor, where the App has settings', () => {
  const APP = [
    { name: 'app', outcome: 'ok', saw: 'GitHub knows the App.', next: null },
    {
      name: 'godel/a-repository-of-a-long-name',
      outcome: 'fail',
      saw: 'Its config has a mistake.\n  line 2: `maybe` is none',
      next: 'Mend it.',
    },
  ] as const

  it('shows its checks below the others, and ends with what is broken', async () => {
    const { stdout, exitCode } = await type('doctor', {
      program: () => withPart({ doctor: async () => APP }),
    })

    expect(exitCode).toBe(4)
    expect(stdout.slice(stdout.indexOf('Checks of the App'))).toMatchInlineSnapshot(`
      "Checks of the App
      ✓ app                   GitHub knows the App.
      ✗ godel/a-repository-of-a-long-name
                              Its config has a mistake.
                              line 2: \`maybe\` is none
                              → Mend it.

      Next:
        Fix godel/a-repository-of-a-long-name, then check again:
          release-captain doctor
      "
    `)
  })

  it('does not count it as broken that nobody stands in a clone, unless one was named', async () => {
    const [, ...others] = DOCTOR_REPORT.checks.filter(({ name }) => name !== 'repository')
    const repository = {
      name: 'repository',
      outcome: 'fail',
      saw: 'There is no clone.',
      next: 'Clone.',
    } as const
    const checks = [...others.filter(({ outcome }) => outcome !== 'fail'), repository]
    const setting = {
      engine: { doctor: async () => ({ repository: '.', checks }) },
      program: () => withPart({ doctor: async () => APP.slice(0, 1) }),
    }

    expect((await type('doctor', setting)).exitCode).toBe(0)
    expect((await type('doctor --repo .', setting)).exitCode).toBe(4)
  })
})
