import type { InstallationState, World } from './world.ts'

/** What a program needs to be the App. */
export interface AppCredentials {
  readonly id: number
  readonly clientId: string
  readonly slug: string
  readonly privateKey: string
  readonly webhookSecret: string
  readonly clientSecret: string
  readonly installationId: number
  /** From now on webhooks go to this URL; null keeps them in the log as failed. */
  readonly sendsTo: (url: string | null) => void
  /** Where browsers go back to from now on when someone signed in; null lets no one sign in. */
  readonly callsBack: (url: string | null) => void
  /** What the owner does with the installation. */
  readonly stands: (as: InstallationState) => void
}

export function createCredentials({ installed }: World, privateKey: string): AppCredentials {
  const { app, webhookSecret, clientSecret, installationId } = installed
  const { id, clientId, slug } = app
  const sendsTo = (url: string | null) => {
    installed.webhookUrl = url
  }
  const callsBack = (url: string | null) => {
    installed.callbackUrl = url
  }
  const stands = (as: InstallationState) => {
    installed.stands = as
  }
  const secrets = { privateKey, webhookSecret, clientSecret }
  return { id, clientId, slug, ...secrets, installationId, sendsTo, callsBack, stands }
}
