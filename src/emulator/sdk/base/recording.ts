/** Something that a page records for the flight recorder of the emulator, which collects the entries of all participants. */
export interface PageEntry {
  readonly kind: 'call' | 'event' | 'state' | 'stats';
  readonly name: string;
  readonly detail?: string;
  readonly way?: 'up' | 'down';
  readonly data?: unknown;
}

/** Gets what happens in the page. `sdk/recorder` implements it; without it, and while it is off, nothing is observed. */
export interface Observer {
  /** @param owner what the object that emits says about itself, such as its state. */
  observeEvent(className: string, eventName: string, args: unknown, owner: object | undefined): void;
}

/**
 * The id under which this page records, a random UUID. A reloaded page is another one. Not by `crypto.randomUUID`, which is missing on
 * a page that is neither on https nor on localhost, and such a page must still load the SDK.
 */
export const pageId = [...crypto.getRandomValues(new Uint8Array(16))]
  .map((byte) => byte.toString(16).padStart(2, '0'))
  .join('')
  .replace(/(.{8})(.{4}).(.{3}).(.{3})(.{12})/, '$1-$2-4$3-8$4-$5');

/** Whether the emulator has said if it records. Until then, the page keeps what the app asks of a call client. */
export let isDecided = false;
/** The observer while the page records. Code that would do work for the observer first checks this. */
export let observer: Observer | undefined;
let createObserver: (() => Observer) | undefined;

/** Says how the page observes. Called once, when the drop-in SDK is loaded. */
export function provideObserver(create: () => Observer): void {
  createObserver = create;
}

/** Starts or stops to record, as the emulator says. */
export function setRecording(isOn: boolean): void {
  isDecided = true;
  if (isOn === (observer !== undefined)) return;
  observer = isOn ? createObserver?.() : undefined;
}
