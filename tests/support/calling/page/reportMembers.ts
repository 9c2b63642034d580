import type { MemberKinds, Sdk } from './sdk.ts';

const isPlain = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype;

/**
 * Wraps the drop-in and the objects that it returns in proxies, as other libraries do, and reports which members a
 * scenario uses. What the drop-in does by itself is not reported.
 * @param report is called once for each member that is read or called, as `TeamsCall.hold`, and for each export, as
 * `sdk.Features`.
 */
export function reportMembers(sdk: Sdk, kinds: MemberKinds, report: (member: string) => void): Sdk {
  const proxies = new WeakMap<object, object>();
  const reals = new WeakMap<object, object>();
  const listeners = new WeakMap<object, object>();
  const reported = new Set<string>();
  const reportOnce = (member: string) => {
    if (reported.has(member)) return;
    reported.add(member);
    report(member);
  };

  /** Prepares an argument for the SDK: takes proxies off, and wraps listeners so that they are given proxies. */
  function unwrap(value: unknown, top = true): unknown {
    if (typeof value === 'function') return top ? listenerOf(value) : value;
    if (typeof value !== 'object' || value === null) return value;
    const real = reals.get(value);
    if (real) return real;
    if (Array.isArray(value)) return value.map((item: unknown) => unwrap(item, false));
    if (!isPlain(value)) return value;
    const entries = Object.entries(value).map(([key, was]) => ({ key, was, is: unwrap(was, false) }));
    // The SDK compares entries of `Features` by identity, so an object without proxies in it is passed as it is.
    if (entries.every(({ was, is }) => was === is)) return value;
    return Object.fromEntries(entries.map(({ key, is }) => [key, is]));
  }

  /** Returns the same function each time, so that `off` finds what `on` was given. */
  function listenerOf(listener: object): object {
    const known = listeners.get(listener);
    if (known) return known;
    const wrapped = (...given: unknown[]) =>
      (listener as (...args: unknown[]) => unknown)(...given.map((argument) => wrap(argument, '')));
    listeners.set(listener, wrapped);
    return wrapped;
  }

  /** Wraps what the SDK returned. @param from the member that returned it. */
  function wrap(value: unknown, from: string): unknown {
    if (typeof value !== 'object' || value === null || reals.has(value)) return value;
    if (value instanceof Promise) return value.then((settled) => wrap(settled, from));
    if (Array.isArray(value)) return value.map((item) => wrap(item, from));
    const kind = kinds[value.constructor?.name] ?? kinds[from];
    if (kind) return proxyOf(value, kind);
    if (!isPlain(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, wrap(item, `${from}.${key}`)]),
    );
  }

  function proxyOf(real: object, kind: string): object {
    const known = proxies.get(real);
    if (known) return known;
    const proxy = new Proxy(real, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof key !== 'string') return value;
        const member = `${kind}.${key}`;
        reportOnce(member);
        if (typeof value !== 'function') return wrap(value, member);
        return (...given: unknown[]) =>
          wrap(
            Reflect.apply(
              value,
              target,
              given.map((argument) => unwrap(argument)),
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
      reportOnce(`sdk.${String(key)}`);
      if (typeof value !== 'function') return value;
      return new Proxy(value, {
        construct: (made, given: unknown[]) =>
          wrap(
            Reflect.construct(
              made,
              given.map((argument) => unwrap(argument)),
            ),
            '',
          ) as object,
      });
    },
  });
}
