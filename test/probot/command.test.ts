import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { EXAMPLES } from './github-examples.ts'
import { PRIVATE_KEY } from './receiver.ts'

const folder = mkdtempSync(join(tmpdir(), 'probot-command-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs Probot's own command on the App, without any setting but those given. */
function probot(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const program = join(import.meta.dirname, '../../node_modules/probot/bin/probot.js')
  const app = join(import.meta.dirname, '../../src/index.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args, app], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 30_000,
    env: { PATH: process.env['PATH'], HOME: folder, ...env },
  })
  return { status, said: stdout + stderr }
}

describe('probot receive', () => {
  it('says what the handlers report of a payload in a file', () => {
    const payload = EXAMPLES.find((one) => one.event === 'issues' && one.payload['action'] === 'labeled')
    const file = join(folder, 'payload.json')
    writeFileSync(file, JSON.stringify(payload?.payload))
    const { status, said } = probot(['receive', '--app', '1', '-e', 'issues', '-p', file])
    expect(said).toMatch(/This delivery means:[\s\S]*"kind": "labelled"[\s\S]*"label": "bug"/)
    expect(status).toBe(0)
  })
})

describe('probot run', () => {
  it('does not listen where its secret is short and other machines could reach it', () => {
    const { status, said } = probot(['run'], {
      APP_ID: '1',
      PRIVATE_KEY,
      WEBHOOK_SECRET: 'development',
      HOST: '0.0.0.0',
    })
    expect(said).toContain('WEBHOOK_SECRET is shorter than 32 bytes')
    expect(said).toContain('HOST is 0.0.0.0')
    expect(said).not.toContain('Listening on')
    expect(status).toBe(1)
  })
})
