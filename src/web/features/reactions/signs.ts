import type { Reaction } from '@azure/communication-calling';

/** In the order in which they are offered. */
export const signs: Readonly<Record<Reaction, string>> = {
  like: '👍',
  heart: '❤️',
  applause: '👏',
  laugh: '😂',
  surprised: '😮',
};

export const kinds = Object.keys(signs) as readonly Reaction[];
