import type {
  BreakoutRoom,
  BreakoutRoomsEventData,
  BreakoutRoomState,
  Invitee,
  TeamsCall,
} from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import type { CallSession } from '../call/session.ts';

/** A room as signalling tells of it. */
export interface RoomState {
  readonly threadId: string;
  readonly name: string;
  readonly open: boolean;
  readonly autoMove: boolean;
}

/** A room: joining it puts the main meeting on hold, returning leaves it and resumes the meeting. */
export class EmuBreakoutRoom implements BreakoutRoom {
  private readonly main: TeamsCall;
  private readonly session: CallSession;
  private readonly listInvitees: (() => Invitee[]) | undefined;
  private readonly tell: (data: BreakoutRoomsEventData) => void;
  private joined: TeamsCall | undefined;
  /** Internal to the drop-in. */
  now: RoomState;

  constructor(
    main: TeamsCall,
    session: CallSession,
    state: RoomState,
    invitees?: () => Invitee[],
    tell: (data: BreakoutRoomsEventData) => void = () => undefined,
  ) {
    this.main = main;
    this.session = session;
    this.now = state;
    this.listInvitees = invitees;
    this.tell = tell;
  }

  get threadId(): string {
    return this.now.threadId;
  }

  get displayName(): string {
    return this.now.name;
  }

  get state(): BreakoutRoomState {
    return this.now.open ? 'open' : 'closed';
  }

  get autoMoveParticipantToBreakoutRoom(): boolean {
    return this.now.autoMove;
  }

  /** "Only organizer, co-organizer, or breakout room manager can access participants assigned." */
  get invitees(): Invitee[] {
    return this.listInvitees?.() as Invitee[];
  }

  get call(): TeamsCall {
    return this.joined as TeamsCall;
  }

  /** @throws 400/0 with the documented message when the room is closed. */
  async join(): Promise<TeamsCall> {
    if (!this.now.open) {
      throw callingError(
        400,
        0,
        'Not able to join Breakout Room as the room is closed. Please check the state of the Breakout Room before ' +
          'calling join.',
      );
    }
    if (this.joined && this.joined.state !== 'Disconnected') return this.joined;
    if (this.main.state === 'Connected') await this.main.hold();
    const call = this.session.deps.join({ threadId: this.threadId });
    this.joined = call;
    this.tell({ type: 'join', data: call });
    return call;
  }

  async returnToMainMeeting(): Promise<TeamsCall> {
    await this.joined?.hangUp();
    this.joined = undefined;
    if (this.main.state === 'LocalHold') await this.main.resume();
    return this.main;
  }

  /** Internal to the drop-in. */
  become(state: RoomState): void {
    this.now = state;
    // "Automatically move people": back, too, when the room closes.
    if (!state.open && this.joined) void this.returnToMainMeeting();
  }

  /** Internal to the drop-in: people are moved into a room that opens. */
  move(): void {
    if (this.now.open && this.now.autoMove && !this.joined) void this.join();
  }
}
