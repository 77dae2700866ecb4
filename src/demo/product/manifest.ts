import { addFile, type Edit, replace } from '../edits.ts'

/** What makes the demo product a package: everything but its code. */
export const MANIFEST: readonly Edit[] = [
  addFile(
    'package.json',
    `{
  "name": "godel",
  "version": "1.9.0",
  "description": "Turns plain sentences into tasks, and runs them.",
  "license": "MIT",
  "private": true,
  "type": "module",
  "engines": {
    "node": ">=24"
  },
  "scripts": {
    "start": "node src/main.ts",
    "test": "node --test \\"test/*.test.ts\\"",
    "test:integration": "node --test \\"test/integration/*.test.ts\\"",
    "test:all": "npm test && npm run test:integration"
  }
}
`,
  ),
  addFile(
    'package-lock.json',
    `{
  "name": "godel",
  "version": "1.9.0",
  "lockfileVersion": 3,
  "requires": true,
  "packages": {
    "": {
      "name": "godel",
      "version": "1.9.0",
      "license": "MIT",
      "engines": {
        "node": ">=24"
      }
    }
  }
}
`,
  ),
  addFile('src/version.ts', `/** Written by every release. */\nexport const VERSION = '1.9.0'\n`),
  addFile(
    '.gitattributes',
    `# Two fixes that each add a line here don't get into each other's way.\nCHANGELOG.md merge=union\n`,
  ),
  addFile('.gitignore', `node_modules/\nstate/\n`),
  addFile(
    'CHANGELOG.md',
    `# Changelog

## Unreleased

## 1.9

- Tasks can be sent over HTTP (#1104)
- State outlives a restart (#1110)
`,
  ),
  addFile(
    'README.md',
    `# Godel

Godel turns plain sentences into tasks, and runs them.

\`\`\`sh
npm start
curl -d '{"name": "backup", "priority": 5}' http://localhost:8080/tasks
\`\`\`

The API gateway takes tasks, the task engine runs them, the state store keeps what they left behind.
`,
  ),
]

/** How Godel is deployed. */
export const DEPLOYMENT: readonly Edit[] = [
  addFile(
    'helm/Chart.yaml',
    `# The chart of the Godel task engine.
apiVersion: v2
name: godel
description: Turns plain sentences into tasks, and runs them
type: application

# Both move with every release of the product.
version: 1.9.0
appVersion: "1.9.0" # quoted: 1.10 would be a number

kubeVersion: ">=1.28.0"
`,
  ),
  addFile(
    'helm/values.yaml',
    `# What most installations change first.
api:
  replicas: 1
  port: 8080

  resources:
    requests:
      cpu: 250m
      memory: 256Mi
    limits:
      memory: 256Mi

worker:
  replicas: 2
  concurrency: 4
`,
  ),
  addFile(
    'docker-compose.yml',
    `# A whole Godel on one machine, to try things out.
services:
  api:
    image: godel/api:1.9.0
    ports:
      - "8080:8080"
    environment:
      GODEL_KEY: \${GODEL_KEY:?give the gateway a key}
    volumes:
      - state:/var/lib/godel
    depends_on:
      - cache

  worker:
    image: godel/worker:1.9.0
    volumes:
      - state:/var/lib/godel

  cache:
    image: redis:7.4-alpine

volumes:
  state:
`,
  ),
]

/** §1.3 in the four files that it names, and the lock file. */
export function bumpFiles(from: string, to: string): readonly Edit[] {
  const editVersion = (path: string, text: (version: string) => string) => replace(path, text(from), text(to))
  return [
    editVersion('package.json', (version) => `"version": "${version}"`),
    editVersion('package-lock.json', (version) => `"version": "${version}",\n  "lockfileVersion"`),
    editVersion('package-lock.json', (version) => `"version": "${version}",\n      "license"`),
    editVersion('src/version.ts', (version) => `VERSION = '${version}'`),
    editVersion('helm/Chart.yaml', (version) => `\nversion: ${version}\n`),
    editVersion('helm/Chart.yaml', (version) => `appVersion: "${version}"`),
    editVersion('docker-compose.yml', (version) => `godel/api:${version}\n`),
    editVersion('docker-compose.yml', (version) => `godel/worker:${version}\n`),
  ]
}
