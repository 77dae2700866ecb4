import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  APP_EVENTS,
  APP_PERMISSIONS,
  createManifest,
  DESCRIPTION,
  isKnownEvent,
  UNASKED_EVENTS,
} from '../src/github-app.ts'

const appYml = readFileSync(new URL('../app.yml', import.meta.url), 'utf8')
const manifest = createManifest({
  name: 'Release Captain of Godel',
  webhookUrl: 'https://captain.example/api/github/webhooks',
  redirectUrl: 'http://127.0.0.1:4000/created',
  callbackUrl: 'https://captain.example/link/github',
})

describe('app.yml', () => {
  it('asks for what the manifest asks for, and for nothing else', () => {
    const { default_permissions, default_events } = manifest
    expect(parse(appYml)).toEqual({
      name: 'Release Captain',
      description: DESCRIPTION,
      public: false,
      request_oauth_on_install: false,
      default_permissions,
      default_events,
    })
  })

  it('gives the reason for each', () => {
    for (const { name, access, reason } of APP_PERMISSIONS)
      expect(appYml).toContain(`  # ${reason}\n  ${name}: ${access}\n`)
    for (const { name, reason } of APP_EVENTS) expect(appYml).toContain(`  # ${reason}\n  - ${name}\n`)
    for (const { name, reason } of UNASKED_EVENTS) expect(appYml).toContain(`# - ${name}: ${reason}\n`)
  })
})

describe('the App', () => {
  it('asks for nothing that could change who may do what, or what runs', () => {
    const names = APP_PERMISSIONS.map(({ name }) => name)
    for (const name of [
      'administration',
      'secrets',
      'workflows',
      'environments',
      'organization_administration',
    ])
      expect(names).not.toContain(name)
  })

  it('knows what it subscribes to and what comes unasked, each once, and nothing else', () => {
    const names = [...APP_EVENTS, ...UNASKED_EVENTS].map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.every(isKnownEvent)).toBe(true)
    expect(['', 'star', 'PUSH', 'toString', '__proto__'].some(isKnownEvent)).toBe(false)
  })

  it('is not for everybody, and its webhook is on from the start', () => {
    expect(manifest).toMatchObject({
      public: false,
      url: 'https://captain.example',
      redirect_url: 'http://127.0.0.1:4000/created',
      callback_urls: ['https://captain.example/link/github'],
      hook_attributes: { url: 'https://captain.example/api/github/webhooks', active: true },
    })
  })
})
