import type { DtmfTone } from '@azure/communication-calling';
import type { MediaState, Signal } from '../../../wire/protocol.ts';
import { PeerConnection } from '../peerConnection.ts';

/**
 * A bot, which is a participant that the emulator plays: its end of a real peer connection with the local participant. It
 * runs in the local participant's page, because the emulator runs in Node, which has no WebRTC.
 */
export abstract class BotMedia {
  readonly peer: PeerConnection;
  protected readonly audioContext = new AudioContext();

  /** @param sendSignal sends a signal (one step of the WebRTC negotiation) of the bot to the local participant. */
  constructor(sendSignal: (signal: Signal) => void) {
    // The local participant makes the offers, and the bot answers them.
    this.peer = new PeerConnection(false, {
      sendSignal,
      onTrack: () => undefined,
      onStateChanged: (state) => {
        if (state === 'connected') this.handleConnected();
      },
      onNegotiationFailed: () => undefined,
    });
  }

  close(): void {
    this.peer.close();
    void this.audioContext.close();
  }

  /** Handles a key of the dial pad. Most bots do not react to keys. */
  handleKey(_tone: DtmfTone): void {}

  /** Applies the bot's media state. Most bots cannot change what they send. */
  setMediaState(_state: MediaState): void {}

  /** Called each time the peer connection becomes connected. */
  protected handleConnected(): void {}
}
