import { once } from 'node:events'
import { openProcessLauncher } from '../../src/processes/fork-launcher.ts'

// A process that has another one start a third: it says which those two are, and waits to be killed; or it ends.
const spawner = await openProcessLauncher()
const isBrief = process.argv[2] === 'briefly'
const child = spawner.start({
  program: 'sh',
  args: ['-c', isBrief ? 'echo done' : 'echo $PPID $$; exec sleep 60'],
  env: { PATH: process.env['PATH'] },
})
const [said] = await once(child.stdout, 'data')
if (isBrief) process.disconnect()
else process.send?.(String(said).trim().split(' ').map(Number))
