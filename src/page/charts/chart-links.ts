import { createHmac, timingSafeEqual } from 'node:crypto'
import type { ChartedStep, ChartLinks } from '../../runtime/ports/chart-links.ts'

/** Below this the pictures of charts are. */
export const CHARTS_PATH = '/charts'

/**
 * Opens the links to charts. They are signed, because GitHub and Slack fetch a picture without a login.
 *
 * @param secret the key is derived from it, for this purpose alone
 */
export function openChartLinks(secret: string, getPublicUrl: () => string): ChartLinks {
  const own = createHmac('sha256', secret).update('release-captain charts 1').digest()
  const sign = ({ release, environment, step }: ChartedStep) =>
    createHmac('sha256', own)
      .update(JSON.stringify([release, environment, step]))
      .digest()
  return {
    createUrl: (charted) => {
      const { release, environment, step } = charted
      const parts = [release, environment, String(step), `${sign(charted).toString('base64url')}.png`]
      return [getPublicUrl() + CHARTS_PATH, ...parts.map(encodeURIComponent)].join('/')
    },
    verifyKey: (charted, key) => {
      const given = Buffer.from(key, 'base64url')
      const wanted = sign(charted)
      return given.length === wanted.length && timingSafeEqual(given, wanted)
    },
  }
}
