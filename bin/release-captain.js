#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isSupported, pinnedNode, unsupportedMessage } from './node-version.js'

if (isSupported()) {
  // An older Node doesn't know what this file imports.
  const { keepCompiled } = await import('./compile-cache.js')
  keepCompiled()
  const { keepHeapSmall } = await import('./small-heap.js')
  if (process.argv[2] !== 'start') keepHeapSmall()
  const { main } = await import(findMain())
  await main()
} else {
  runUnderPinnedNode()
}

/** A package has the program without its types, for Node strips none below node_modules. */
function findMain() {
  const source = new URL('../src/main.ts', import.meta.url)
  return existsSync(source) ? source.href : new URL('../dist/src/main.js', import.meta.url).href
}

function runUnderPinnedNode() {
  const node = pinnedNode()
  if (!node) {
    process.stderr.write(unsupportedMessage())
    process.exit(1)
  }
  const script = fileURLToPath(import.meta.url)
  const child = spawn(node, [script, ...process.argv.slice(2)], { stdio: 'inherit' })
  // Whoever ends us means the program: alone, it would go on building and pushing.
  const ending = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of ending) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`release-captain: ${node} cannot be started: ${error.message}\n`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    for (const each of ending) process.removeAllListeners(each)
    if (signal) process.kill(process.pid, signal)
    process.exitCode = code ?? 1
  })
}
