import { createContext, use, type Context } from 'react';

/**
 * Creates a provider of a value, and the hook that returns this value to the components inside the provider.
 * @param name the provider's name, for the error that the hook throws in a component outside the provider
 */
export function createProvider<Value extends object>(name: string): [Context<Value | null>, () => Value] {
  const Provider = createContext<Value | null>(null);
  const useValue = (): Value => {
    const value = use(Provider);
    if (value === null) throw new Error(`This component belongs inside <${name}>.`);
    return value;
  };
  return [Provider, useValue];
}
