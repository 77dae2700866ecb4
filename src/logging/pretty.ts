import pinoPretty from 'pino-pretty'

/** Writes a line of the log for a person at a terminal. Secrets were taken out of it before. */
export const prettify: (line: string) => string = pinoPretty.prettyFactory({ colorize: false })
