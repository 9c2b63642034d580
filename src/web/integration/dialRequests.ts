import { createStore } from '../base/store.ts';
import { parseTarget, type ParsedTarget } from '../callee/parseTarget.ts';
import { findRefusal, toOneClickTarget, type Target } from '../calling/call/target.ts';
import type { Phone } from '../calling/phone.ts';
import { readCountry } from '../people/phoneNumbers.ts';

/** A page's request for a call, which waits for the user's press. */
export interface DialRequest {
  readonly target: Target;
  readonly displayText: string;
  /** The origin of the page. */
  readonly origin: string;
}

/**
 * Why a page's request for a call is refused. `busy`: an earlier request waits for the user, or has just been answered. `target`: it
 * is neither a number nor a Teams user id that one press may call.
 */
export type DialRefusal = 'busy' | 'target';

/** Milliseconds after a request was answered in which further ones are refused, so that a page cannot flood the user. */
const pauseMs = 2_000;

/** @returns whom the text means; `null` unless it is a person or a telephone number that one press may call */
function readTarget(text: string, phone: Phone): Pick<DialRequest, 'target' | 'displayText'> | null {
  const parsed: ParsedTarget = parseTarget(text, readCountry(navigator.language));
  if (parsed.kind !== 'target' || parsed.targetType === 'meeting' || parsed.targetType === 'emergency')
    return null;
  const target = toOneClickTarget(parsed.target);
  if (target === null || findRefusal(target, phone.capabilities.call) !== null) return null;
  return { target, displayText: parsed.displayText };
}

/**
 * Takes the requests of pages for calls, at most one at a time. All further ones are refused until the user has answered.
 * @param mode `ask`: the user must press *Call*. `call`: the phone calls at once
 */
export function createDialRequests(phone: Phone, mode: 'ask' | 'call') {
  const waiting = createStore<DialRequest | null>(null);
  let nextAt = -Infinity;
  const place = (target: Target) => void phone.placeCall(target, { video: false });
  const finish = () => {
    waiting.set(null);
    nextAt = performance.now() + pauseMs;
  };
  return {
    /** The request that waits for the user's press; `null` for none. */
    waiting,
    take: (text: string, origin: string): DialRefusal | null => {
      if (waiting.get() !== null || performance.now() < nextAt) return 'busy';
      const request = readTarget(text, phone);
      if (request === null) return 'target';
      if (mode === 'ask') waiting.set({ ...request, origin });
      else {
        finish();
        place(request.target);
      }
      return null;
    },
    accept: (): void => {
      const request = waiting.get();
      finish();
      if (request) place(request.target);
    },
    dismiss: finish,
  };
}
