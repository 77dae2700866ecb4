import { isSupported, unsupportedMessage } from './node-version.js'

if (!isSupported()) {
  process.stderr.write(unsupportedMessage())
  process.exit(1)
}
