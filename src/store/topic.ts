/** The kinds of work, each with a queue of its own: deliveries to take in, effects to perform. */
export const TOPICS = ['inbox', 'effects'] as const
export type Topic = (typeof TOPICS)[number]
