import { describe, expect, it } from 'vitest'
import { isPublic } from '../../../src/adapters/registries/addresses.ts'
import { openRegistries } from '../../../src/adapters/registries/open.ts'
import { Refused } from '../../../src/release/refusal.ts'
import { serving } from './servers.ts'

/** What an attacker would write into a config to have us ask inside of the network that we run in. */
const EVIL = [
  ...[
    'http://example.org/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'http://127.0.0.1/',
    'data:text/plain,x',
  ],
  ...[
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
  ],
  ...[
    'https://0.0.0.0/',
    'https://0/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://172.31.255.255/',
  ],
  ...[
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/',
    'https://198.18.0.1/',
  ],
  ...[
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://192.0.0.192/',
    'https://[::1]/',
    'https://[::]/',
  ],
  ...['https://[::ffff:127.0.0.1]/', 'https://[::ffff:169.254.169.254]/', 'https://[::ffff:a9fe:a9fe]/'],
  ...[
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[fe80::1]/',
  ],
  ...[
    'https://[fc00::1]/',
    'https://[fd00:ec2::254]/',
    'https://[ff02::1]/',
    'https://[2001::1]/',
    'https://[100::1]/',
  ],
  ...[
    'https://example.org:22/',
    'https://example.org:6379/',
    'https://me@example.org/',
    'https://me:pw@example.org/',
  ],
]

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'inside.example': ['10.0.0.7'],
  'both.example': ['93.184.216.34', '127.0.0.1'],
  'six.example': ['::ffff:10.0.0.7'],
  'none.example': [],
}

describe('a place that somebody configured', () => {
  const resolved: string[] = []
  const registries = openRegistries({
    npm: 'https://registry.example',
    loopback: false,
    userAgent: 'release-captain/test',
    resolve: async (host) => {
      resolved.push(host)
      return NAMES[host] ?? ['127.0.0.1']
    },
  })

  it.each(EVIL)('is not asked where it may lead inside: %s', async (url) => {
    await expect(registries.page(url)).rejects.toThrow(Refused)
    expect(resolved).toEqual([])
  })

  it.each(Object.keys(NAMES))('is not asked where its name leads inside: %s', async (host) => {
    await expect(registries.page(`https://${host}/`)).rejects.toThrow(Refused)
    await expect(registries.fetchImageDigest(`${host}/api:1`, 'godel/api')).rejects.toThrow(Refused)
    resolved.length = 0
  })

  it('is asked by the addresses that were looked at, and by no later answer to the same name', async () => {
    let asked = 0
    const rebinding = openRegistries({
      npm: 'https://registry.example',
      loopback: false,
      userAgent: 'release-captain/test',
      resolve: async () => {
        asked += 1
        return asked === 1 ? ['127.0.0.1'] : ['93.184.216.34']
      },
    })

    await expect(rebinding.page('https://rebinding.example/')).rejects.toThrow(/leads into a private network/)
    expect(asked).toBe(1)
  })
})

describe('an answer', () => {
  it('that never ends is cut off', async () => {
    const { url } = await serving((_, response) => {
      response.writeHead(200)
      const more = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more)
      }
      more()
    })
    const registries = openRegistries({ npm: url, loopback: true, userAgent: 'release-captain/test' })

    await expect(registries.fetchNpmDigest('api', '2.0.1')).rejects.toThrow('larger than 4194304 bytes')
  })
})

describe('an address', () => {
  it.each(['93.184.216.34', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::1'])(
    'of the open internet is public: %s',
    (address) => {
      expect(isPublic(address)).toBe(true)
    },
  )

  it.each(['', 'localhost', '1.2.3', '::ffff:1.1.1.1', '3fff::1', '2001:db8::1', '203.0.113.9'])(
    'of no such place is not: %j',
    (address) => {
      expect(isPublic(address)).toBe(false)
    },
  )
})
