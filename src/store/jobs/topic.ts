/** The kinds of work, each with a queue of its own: deliveries to take in, effects to perform on GitHub, messages for people elsewhere. */
export const TOPICS = ['inbox', 'effects', 'messages'] as const
export type Topic = (typeof TOPICS)[number]
