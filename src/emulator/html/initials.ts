import type { Person } from '../core/people.ts';

/** @returns the first letters of the name's first two words, in upper case. */
export function getInitials({ displayName }: Pick<Person, 'displayName'>): string {
  return displayName
    .split(/[^\p{L}]+/u) // Everything but letters separates words.
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase() ?? '')
    .join('');
}
