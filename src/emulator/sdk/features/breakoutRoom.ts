import type {
  BreakoutRoom,
  BreakoutRoomsEventData,
  BreakoutRoomState,
  Invitee,
  TeamsCall,
} from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import type { CallSession } from '../call/session.ts';

/** A breakout room as the server describes it. */
export interface RoomState {
  readonly threadId: string;
  readonly name: string;
  readonly open: boolean;
  readonly autoMove: boolean;
}

/** A breakout room. Joining it holds the main meeting; returning leaves the room and resumes the meeting. */
export class EmuBreakoutRoom implements BreakoutRoom {
  private readonly main: TeamsCall;
  private readonly session: CallSession;
  private readonly listInvitees: (() => Invitee[]) | undefined;
  private readonly emit: (data: BreakoutRoomsEventData) => void;
  /** The call in the room. */
  private roomCall: TeamsCall | undefined;
  /** Internal to the drop-in. */
  room: RoomState;

  /**
   * @param main the main meeting.
   * @param emit emits `breakoutRoomsUpdated` of the feature.
   */
  constructor(
    main: TeamsCall,
    session: CallSession,
    room: RoomState,
    invitees?: () => Invitee[],
    emit: (data: BreakoutRoomsEventData) => void = () => undefined,
  ) {
    this.main = main;
    this.session = session;
    this.room = room;
    this.listInvitees = invitees;
    this.emit = emit;
  }

  get threadId(): string {
    return this.room.threadId;
  }

  get displayName(): string {
    return this.room.name;
  }

  get state(): BreakoutRoomState {
    return this.room.open ? 'open' : 'closed';
  }

  get autoMoveParticipantToBreakoutRoom(): boolean {
    return this.room.autoMove;
  }

  /** "Only organizer, co-organizer, or breakout room manager can access participants assigned." */
  get invitees(): Invitee[] {
    return this.listInvitees?.() as Invitee[];
  }

  get call(): TeamsCall {
    return this.roomCall as TeamsCall;
  }

  /** @throws 400/0 with the documented message when the room is closed. */
  async join(): Promise<TeamsCall> {
    if (!this.room.open) {
      throw callingError(
        400,
        0,
        'Not able to join Breakout Room as the room is closed. Please check the state of the Breakout Room before ' +
          'calling join.',
      );
    }
    if (this.roomCall && this.roomCall.state !== 'Disconnected') return this.roomCall;
    if (this.main.state === 'Connected') await this.main.hold();
    const call = this.session.deps.join({ threadId: this.threadId });
    this.roomCall = call;
    this.emit({ type: 'join', data: call });
    return call;
  }

  async returnToMainMeeting(): Promise<TeamsCall> {
    await this.roomCall?.hangUp();
    this.roomCall = undefined;
    if (this.main.state === 'LocalHold') await this.main.resume();
    return this.main;
  }

  /** Internal to the drop-in: applies a new state of the room. */
  update(room: RoomState): void {
    this.room = room;
    // "Automatically move people" also means back, when the room closes.
    if (!room.open && this.roomCall) void this.returnToMainMeeting();
  }

  /** Internal to the drop-in: joins a room that opened, if its participants are moved automatically. */
  joinIfMoved(): void {
    if (this.room.open && this.room.autoMove && !this.roomCall) void this.join();
  }
}
