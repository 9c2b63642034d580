import { randomInt } from 'node:crypto';
import type { EmulatorState } from '../core/emulatorState.ts';
import { createExpiringStore } from './expiringStore.ts';
import type { DeviceRequest } from './protocol/signInRequest.ts';
import { refusals } from './protocol/refusals.ts';
import type { TokenSubject } from './tokens.ts';

/** Seconds in which the user must sign in, as in Entra. */
export const deviceCodeLifetimeSeconds = 15 * 60;
/** Seconds that a device must wait between two requests to `/token`. */
export const pollIntervalSeconds = 5;

interface DeviceSignIn {
  readonly request: DeviceRequest;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  /** When the device last asked for the tokens, in milliseconds since 1970; 0 before it has asked. */
  lastPolledAt: number;
  outcome: 'pending' | 'declined' | TokenSubject;
}

/** Without vowels, which could form words, and without characters that look alike. */
const userCodeAlphabet = 'BCDFGHJKLMNPQRSTVWXZ';
const createUserCode = (): string =>
  Array.from({ length: 9 }, () => userCodeAlphabet[randomInt(userCodeAlphabet.length)]).join('');

/** Stores the sign-ins of devices. @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code */
export function createDeviceCodes({ now, conditions }: Pick<EmulatorState, 'now' | 'conditions'>) {
  // Codes are stored for longer than they are valid, so that a late device learns that its code has expired.
  const signInsByDeviceCode = createExpiringStore<DeviceSignIn>(2 * deviceCodeLifetimeSeconds * 1000, now);
  const signInsByUserCode = new Map<string, DeviceSignIn>();
  const hasExpired = ({ issuedAt }: DeviceSignIn) => now() - issuedAt >= deviceCodeLifetimeSeconds * 1000;

  /** Ends a sign-in. If it was declined, the device's next request is refused. Also forgets expired user codes. */
  function endSignIn(request: DeviceRequest, outcome: DeviceSignIn['outcome']): void {
    for (const [userCode, signIn] of signInsByUserCode) {
      if (signIn.request === request) signIn.outcome = outcome;
      if (signIn.request === request || hasExpired(signIn)) signInsByUserCode.delete(userCode);
    }
  }

  return {
    issue(request: DeviceRequest): { deviceCode: string; userCode: string } {
      const signIn: DeviceSignIn = { request, issuedAt: now(), lastPolledAt: 0, outcome: 'pending' };
      const userCode = createUserCode();
      signInsByUserCode.set(userCode, signIn);
      return { deviceCode: signInsByDeviceCode.put(signIn), userCode };
    },
    /** @throws EntraError 70018 for a code that is unknown, or whose sign-in has ended. */
    readRequest(userCode: string): DeviceRequest {
      const signIn = signInsByUserCode.get(userCode.trim().toUpperCase());
      if (!signIn || hasExpired(signIn)) throw refusals.unknownUserCode();
      return signIn.request;
    },
    endSignIn,
    /**
     * Accepts a device code once. @returns what the user has approved.
     * @throws EntraError while the user has not signed in, when the user has declined, and when the code has expired.
     */
    redeem(deviceCode: string, clientId: string): { request: DeviceRequest; subject: TokenSubject } {
      const signIn = signInsByDeviceCode.get(deviceCode);
      if (signIn?.request.application.clientId !== clientId) throw refusals.unknownDeviceCode();
      if (hasExpired(signIn)) throw refusals.deviceCodeExpired();
      const isTooEarly = now() - signIn.lastPolledAt < pollIntervalSeconds * 1000;
      signIn.lastPolledAt = now();
      if (signIn.outcome === 'declined') throw refusals.deviceDeclined();
      if (signIn.outcome === 'pending') {
        throw isTooEarly ? refusals.slowDown() : refusals.authorizationPending();
      }
      // A fault that a test switches on: the application lacks "Allow public client flows". Entra, too, refuses it only now.
      if (conditions.read().noPublicClient) throw refusals.clientSecretMissing();
      signInsByDeviceCode.take(deviceCode);
      return { request: signIn.request, subject: signIn.outcome };
    },
  };
}
