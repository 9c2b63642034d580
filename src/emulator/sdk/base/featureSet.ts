import { check } from './errors.ts';

interface Disposable {
  dispose(): void;
}

/** The SDK features of one call, stream or client. A feature is created when the app first asks for it. */
export class FeatureSet {
  private readonly className: string;
  private readonly features = new Map<unknown, Disposable>();

  /** @param className the SDK's class that has these features, such as `TeamsCall`. It appears in error messages. */
  constructor(className: string) {
    this.className = className;
  }

  /**
   * @param factory an entry of the SDK's `Features`, such as `Features.RaiseHand`.
   * @param constructorName the factory's property that holds the feature's class, such as `callApiCtor`.
   * @param context the argument of the feature's constructor, such as `{ call }`.
   * @returns the feature. The same factory always gives the same object.
   * @throws 500/41001 (code/subcode) if the factory has no such property: a misspelt feature, or one of another SDK class.
   */
  getOrCreate(factory: object, constructorName: string, context: object): Disposable {
    const existingFeature = this.features.get(factory);
    if (existingFeature) return existingFeature;
    const FeatureClass = (factory as Record<string, unknown> | undefined)?.[constructorName];
    const call = `${this.className}.feature(${describeFactory(factory)})`;
    const message = `${call}: Features has no such feature of this object.`;
    check(typeof FeatureClass === 'function', 500, 41001, message, 'UnexpectedClientError');
    const feature = new (FeatureClass as new (context: object) => Disposable)(context);
    this.features.set(factory, feature);
    return feature;
  }

  dispose(): void {
    for (const feature of this.features.values()) feature.dispose();
  }
}

/** @returns what the app passed, as text for the error's message. */
const describeFactory = (factory: unknown): string =>
  typeof factory === 'object' && factory ? `{ ${Object.keys(factory).join(', ')} }` : JSON.stringify(factory);
