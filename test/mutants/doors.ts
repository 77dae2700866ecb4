import { type Mutant, withoutChecks } from './mutant.ts'

/** Checks that are made: each is never true. */
export const DOORS: readonly Mutant[] = [
  ...withoutChecks('src/settings.ts', 'test/settings.test.ts', {
    'refuses or decides where id === 0': 'if (id === 0)',
    "refuses or decides where key === null || !key.startsWith('-')":
      "if (key === null || !key.startsWith('-'))",
    'refuses or decides where token === null || Buffer.byteLength(token) >= 16':
      'if (token === null || Buffer.byteLength(token) >= 16)',
  }),
  ...withoutChecks('src/settings/linking.ts', 'test/settings/linking.test.ts', {
    'refuses or decides where value === null': 'if (value === null)',
    'refuses or decides where text === null': 'if (text === null)',
    'refuses or decides where !URL.canParse(text)': 'if (!URL.canParse(text))',
    "refuses or decides where url.username !== '' || url.password !== ''":
      "if (url.username !== '' || url.password !== '')",
    "refuses or decides where url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))":
      "if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))",
  }),
  ...withoutChecks('src/settings/slack.ts', 'test/settings/slack.test.ts', {
    'refuses or decides where isMistake(apiUrl) || isMistake(botToken) || isMistake(endpoint)':
      'if (isMistake(apiUrl) || isMistake(botToken) || isMistake(endpoint))',
    "refuses or decides where url?.protocol === 'http:' && isLoopback(url.hostname)":
      "if (url?.protocol === 'http:' && isLoopback(url.hostname))",
  }),
  ...withoutChecks('src/settings/discord.ts', 'test/settings/discord.test.ts', {
    'refuses or decides where /^bot\\s/i.test(token)': 'if (/^bot\\s/i.test(token))',
    'refuses or decides where !/^[\\w-]{10,}\\.[\\w-]{4,}\\.[\\w-]{20,}$/.test(token)':
      'if (!/^[\\w-]{10,}\\.[\\w-]{4,}\\.[\\w-]{20,}$/.test(token))',
    'refuses or decides where url === null': 'if (url === null)',
    'refuses or decides where !isDiscord && !isHere': 'if (!isDiscord && !isHere)',
    'refuses or decides where id === undefined || token === undefined || hasMore':
      'if (id === undefined || token === undefined || hasMore)',
    "refuses or decides where url?.protocol === 'http:' && isLoopback(url.hostname)":
      "if (url?.protocol === 'http:' && isLoopback(url.hostname))",
  }),
  ...withoutChecks('src/github-url.ts', 'test/github-url.test.ts', {
    "refuses or decides where url.username !== '' || url.password !== ''":
      "if (url.username !== '' || url.password !== '')",
    "refuses or decides where url.pathname !== '/' || url.search !== '' || url.hash !== ''":
      "if (url.pathname !== '/' || url.search !== '' || url.hash !== '')",
    "refuses or decides where host === 'github.com' || host === 'www.github.com'":
      "if (host === 'github.com' || host === 'www.github.com')",
    "refuses or decides where host.endsWith('.ghe.com')": "if (host.endsWith('.ghe.com'))",
  }),
  ...withoutChecks('src/http-client/http-client.ts', 'test/http-client/http-client.test.ts', {
    'refuses or decides where !isRedirect': 'if (!isRedirect)',
    'refuses or decides where url.origin !== new URL(baseUrl).origin':
      'if (url.origin !== new URL(baseUrl).origin)',
  }),
  ...withoutChecks('src/http/metrics.ts', 'test/http/metrics.test.ts', {
    'refuses or decides where value === undefined || !values.includes(value)':
      'if (value === undefined || !values.includes(value))',
  }),
  ...withoutChecks('src/http/setup/setup.ts', 'test/http/setup/setup.test.ts', {
    'refuses or decides where code === null || isUsed': 'if (code === null || isUsed)',
    "refuses or decides where !isSame(searchParams.get('state') ?? '', state)":
      "if (!isSame(searchParams.get('state') ?? '', state))",
  }),
]
