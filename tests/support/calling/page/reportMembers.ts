import type { Sdk, SdkTypeNames } from './sdk.ts';

const isPlainObject = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype;

/**
 * Wraps the drop-in SDK (the emulator's replacement for `@azure/communication-calling`) and every object that it returns in
 * proxies. The proxies report which members (properties and methods) a scenario uses. They do not report
 * what the drop-in SDK itself uses.
 * @param report is called once for each member, when a scenario first reads or calls it, with a name such as `TeamsCall.hold`, or
 *   `sdk.Features` for an export of the module.
 */
export function reportMembers(sdk: Sdk, typeNames: SdkTypeNames, report: (member: string) => void): Sdk {
  /** The proxy of each original object, and the original of each proxy. */
  const proxies = new WeakMap<object, object>();
  const originals = new WeakMap<object, object>();
  /** The wrapped listener of each listener that the scenario passed. */
  const listeners = new WeakMap<object, object>();
  const reported = new Set<string>();
  const reportOnce = (member: string) => {
    if (reported.has(member)) return;
    reported.add(member);
    report(member);
  };

  /**
   * Prepares an argument for the SDK: replaces proxies by their originals, and wraps a listener so that it gets proxies.
   * @param isArgument whether the value is the argument itself, and not a value inside it. Only an argument can be a listener.
   */
  function unwrap(value: unknown, isArgument = true): unknown {
    if (typeof value === 'function') return isArgument ? wrapListener(value) : value;
    if (typeof value !== 'object' || value === null) return value;
    const original = originals.get(value);
    if (original) return original;
    if (Array.isArray(value)) return value.map((item: unknown) => unwrap(item, false));
    if (!isPlainObject(value)) return value;
    const entries = Object.entries(value).map(([key, before]) => ({
      key,
      before,
      after: unwrap(before, false),
    }));
    // The SDK compares entries of `Features` by identity, so an object without proxies in it must not be copied.
    if (entries.every(({ before, after }) => before === after)) return value;
    return Object.fromEntries(entries.map(({ key, after }) => [key, after]));
  }

  /** Returns the same wrapper each time, so that `off` finds the listener that `on` registered. */
  function wrapListener(listener: object): object {
    const existingWrapper = listeners.get(listener);
    if (existingWrapper) return existingWrapper;
    const wrapped = (...args: unknown[]) =>
      (listener as (...args: unknown[]) => unknown)(...args.map((argument) => wrap(argument, '')));
    listeners.set(listener, wrapped);
    return wrapped;
  }

  /**
   * Wraps a value that the SDK supplied.
   * @param member the member that returned the value; empty for a constructor or event.
   */
  function wrap(value: unknown, member: string): unknown {
    if (typeof value !== 'object' || value === null || originals.has(value)) return value;
    if (value instanceof Promise) return value.then((resolved) => wrap(resolved, member));
    if (Array.isArray(value)) return value.map((item) => wrap(item, member));
    const typeName = typeNames[value.constructor?.name] ?? typeNames[member];
    if (typeName) return findOrCreateProxy(value, typeName);
    if (!isPlainObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, wrap(item, `${member}.${key}`)]),
    );
  }

  function findOrCreateProxy(original: object, typeName: string): object {
    const existingProxy = proxies.get(original);
    if (existingProxy) return existingProxy;
    const proxy = new Proxy(original, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof key !== 'string') return value;
        const member = `${typeName}.${key}`;
        reportOnce(member);
        if (typeof value !== 'function') return wrap(value, member);
        return (...args: unknown[]) =>
          wrap(
            Reflect.apply(
              value,
              target,
              args.map((argument) => unwrap(argument)),
            ),
            member,
          );
      },
    });
    proxies.set(original, proxy);
    originals.set(proxy, original);
    return proxy;
  }

  return new Proxy(sdk, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      reportOnce(`sdk.${String(key)}`);
      if (typeof value !== 'function') return value;
      return new Proxy(value, {
        construct: (sdkClass, args: unknown[]) =>
          wrap(
            Reflect.construct(
              sdkClass,
              args.map((argument) => unwrap(argument)),
            ),
            '',
          ) as object,
      });
    },
  });
}
