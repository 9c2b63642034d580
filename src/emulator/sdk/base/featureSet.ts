import { callingError } from './errors.ts';

interface Disposable {
  dispose(): void;
}

/** The SDK features of one object. Each is created when the app first asks for it. */
export class FeatureSet {
  private readonly owner: string;
  private readonly features = new Map<unknown, Disposable>();

  /** @param owner the SDK's class whose features these are, for the error's message. */
  constructor(owner: string) {
    this.owner = owner;
  }

  /**
   * @param factory an entry of `Features`.
   * @param ctor the name of the factory's constructor for this kind of object.
   * @returns the feature, the same object each time.
   * @throws 500/41001 for a factory without that constructor: a misspelt feature, or one of another kind of object.
   */
  get(factory: object, ctor: string, context: object): Disposable {
    const known = this.features.get(factory);
    if (known) return known;
    const FeatureClass = (factory as Record<string, unknown> | undefined)?.[ctor];
    if (typeof FeatureClass !== 'function') {
      throw callingError(
        500,
        41001,
        `${this.owner}.feature(${describe(factory)}): Features has no such feature of this object.`,
        'UnexpectedClientError',
      );
    }
    const feature = new (FeatureClass as new (context: object) => Disposable)(context);
    this.features.set(factory, feature);
    return feature;
  }

  dispose(): void {
    for (const feature of this.features.values()) feature.dispose();
  }
}

const describe = (factory: unknown): string =>
  typeof factory === 'object' && factory ? `{ ${Object.keys(factory).join(', ')} }` : JSON.stringify(factory);
