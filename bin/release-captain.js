#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { isSupported, pinnedNode, unsupportedMessage } from './node-version.js'

if (isSupported()) {
  const { main } = await import('../src/main.ts')
  await main()
} else {
  runUnderPinnedNode()
}

function runUnderPinnedNode() {
  const node = pinnedNode()
  if (!node) {
    process.stderr.write(unsupportedMessage())
    process.exit(1)
  }
  const script = fileURLToPath(import.meta.url)
  const { status, signal } = spawnSync(node, [script, ...process.argv.slice(2)], { stdio: 'inherit' })
  if (signal) process.kill(process.pid, signal)
  process.exit(status ?? 1)
}
