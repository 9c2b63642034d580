import type { Sdk } from './stage.ts';

/** The SDK's name of what an object of the drop-in is: by its class, or by the member that gave it. */
export type Kinds = Readonly<Record<string, string>>;

const isPlain = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype;

/**
 * Stands between a scenario and the drop-in, as libraries do that wrap the SDK's objects in a `Proxy`. What the drop-in
 * does by itself goes past it.
 * @param tell is told once of each member that is read or called, as `TeamsCall.hold`, and of each export, as `sdk.Features`.
 */
export function tellTouches(sdk: Sdk, kinds: Kinds, tell: (member: string) => void): Sdk {
  const proxies = new WeakMap<object, object>();
  const reals = new WeakMap<object, object>();
  const listeners = new WeakMap<object, object>();
  const told = new Set<string>();
  const touch = (member: string) => {
    if (told.has(member)) return;
    told.add(member);
    tell(member);
  };

  /** What goes into the SDK: its own objects, and listeners that are given wrapped ones. */
  function unwrap(value: unknown, top = true): unknown {
    if (typeof value === 'function') return top ? listenerOf(value) : value;
    if (typeof value !== 'object' || value === null) return value;
    const real = reals.get(value);
    if (real) return real;
    if (Array.isArray(value)) return value.map((one: unknown) => unwrap(one, false));
    if (!isPlain(value)) return value;
    const entries = Object.entries(value).map(([key, was]) => ({ key, was, is: unwrap(was, false) }));
    // An entry of `Features` is known by which object it is.
    if (entries.every(({ was, is }) => was === is)) return value;
    return Object.fromEntries(entries.map(({ key, is }) => [key, is]));
  }

  /** The same one each time, so that `off` finds what `on` was given. */
  function listenerOf(listener: object): object {
    const known = listeners.get(listener);
    if (known) return known;
    const wrapped = (...given: unknown[]) =>
      (listener as (...args: unknown[]) => unknown)(...given.map((one) => wrap(one, '')));
    listeners.set(listener, wrapped);
    return wrapped;
  }

  /** What comes out of the SDK. @param from the member that gave it. */
  function wrap(value: unknown, from: string): unknown {
    if (typeof value !== 'object' || value === null || reals.has(value)) return value;
    if (value instanceof Promise) return value.then((settled) => wrap(settled, from));
    if (Array.isArray(value)) return value.map((one) => wrap(one, from));
    const kind = kinds[value.constructor?.name] ?? kinds[from];
    if (kind) return proxyOf(value, kind);
    if (!isPlain(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, wrap(one, `${from}.${key}`)]));
  }

  function proxyOf(real: object, kind: string): object {
    const known = proxies.get(real);
    if (known) return known;
    const proxy = new Proxy(real, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof key !== 'string') return value;
        const member = `${kind}.${key}`;
        touch(member);
        if (typeof value !== 'function') return wrap(value, member);
        return (...given: unknown[]) =>
          wrap(
            Reflect.apply(
              value,
              target,
              given.map((one) => unwrap(one)),
            ),
            member,
          );
      },
    });
    proxies.set(real, proxy);
    reals.set(proxy, real);
    return proxy;
  }

  return new Proxy(sdk, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      touch(`sdk.${String(key)}`);
      if (typeof value !== 'function') return value;
      return new Proxy(value, {
        construct: (made, given: unknown[]) =>
          wrap(
            Reflect.construct(
              made,
              given.map((one) => unwrap(one)),
            ),
            '',
          ) as object,
      });
    },
  });
}
