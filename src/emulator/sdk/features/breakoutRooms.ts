import type * as Real from '@azure/communication-calling';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/** A breakout room as the server describes it. */
interface RoomState {
  readonly threadId: string;
  readonly name: string;
  readonly open: boolean;
  /** Whether the assigned participants join the room by themselves when it opens. */
  readonly autoMove: boolean;
}

interface RoomOptions {
  /** Lists the people who are assigned to the room. Only rooms from the organizer's list have it. */
  readonly listInvitees?: () => Real.Invitee[];
  /** Emits the feature's event `breakoutRoomsUpdated`. Only the room to which the user is assigned has it. */
  readonly emitUpdate?: (data: Real.BreakoutRoomsEventData) => void;
}

/** This message is Microsoft's. */
const closedRoomMessage =
  'Not able to join Breakout Room as the room is closed. Please check the state of the Breakout Room before calling join.';

/**
 * A breakout room of a meeting, which is called the main meeting. While the user is in the room, the main meeting is on
 * hold. Members marked "Internal" are not for apps. The casts are needed where the SDK's types do not admit `undefined`.
 */
class EmuBreakoutRoom implements Real.BreakoutRoom {
  private readonly mainMeeting: Real.TeamsCall;
  private readonly session: CallSession;
  private readonly options: RoomOptions;
  /** `undefined` before the user joins the room, and after the user has returned from it. */
  private roomCall: Real.TeamsCall | undefined;
  /** Internal: the latest state of the room. */
  room: RoomState;

  /** @param session the session of `mainMeeting`, the call from which the app got the room. */
  constructor(mainMeeting: Real.TeamsCall, session: CallSession, room: RoomState, options: RoomOptions) {
    this.mainMeeting = mainMeeting;
    this.session = session;
    this.room = room;
    this.options = options;
  }

  get threadId(): string {
    return this.room.threadId;
  }

  get displayName(): string {
    return this.room.name;
  }

  get state(): Real.BreakoutRoomState {
    return this.room.open ? 'open' : 'closed';
  }

  get autoMoveParticipantToBreakoutRoom(): boolean {
    return this.room.autoMove;
  }

  /** Microsoft: "Only organizer, co-organizer, or breakout room manager can access participants assigned." */
  get invitees(): Real.Invitee[] {
    return this.options.listInvitees?.() as Real.Invitee[];
  }

  get call(): Real.TeamsCall {
    return this.roomCall as Real.TeamsCall;
  }

  async join(): Promise<Real.TeamsCall> {
    check(this.room.open, 400, 0, closedRoomMessage);
    if (this.roomCall && this.roomCall.state !== 'Disconnected') return this.roomCall;
    if (this.mainMeeting.state === 'Connected') await this.mainMeeting.hold();
    const call = this.session.deps.joinMeeting({ threadId: this.threadId });
    this.roomCall = call;
    this.options.emitUpdate?.({ type: 'join', data: call });
    return call;
  }

  async returnToMainMeeting(): Promise<Real.TeamsCall> {
    // The call in the room may have ended, for example because somebody has removed the user.
    if (this.roomCall && this.roomCall.state !== 'Disconnected') await this.roomCall.hangUp();
    this.roomCall = undefined;
    if (this.mainMeeting.state === 'LocalHold') await this.mainMeeting.resume();
    return this.mainMeeting;
  }

  /** Internal: applies a change of the room by the server. */
  applyState(room: RoomState): void {
    this.room = room;
    // When the room closes, Teams moves the participants back to the main meeting.
    if (!room.open && this.roomCall) void this.returnToMainMeeting();
  }

  /** Internal: joins the room if it is open and moves its participants automatically. */
  joinIfAutomatic(): void {
    if (this.room.open && this.room.autoMove && !this.roomCall) void this.join();
  }
}

/**
 * A meeting's breakout rooms. Teams users create, assign, open and close them. In the emulator, its HTTP routes or its page do.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/breakoutrooms
 */
export class EmuBreakoutRooms extends EmuCallFeature implements Real.BreakoutRoomsCallFeature {
  readonly name = 'BreakoutRooms';
  protected readonly emitter = new Emitter('BreakoutRoomsCallFeature', ['breakoutRoomsUpdated']);
  private readonly mainMeeting: Real.TeamsCall;
  private assignedRoom: EmuBreakoutRoom | undefined;

  constructor(session: CallSession, mainMeeting: Real.TeamsCall) {
    super(session);
    this.mainMeeting = mainMeeting;
    this.watch('breakoutRooms', ({ key: participantId }) => this.handleAssignment(participantId));
    this.handleAssignment(session.deps.ownParticipantId);
  }

  get assignedBreakoutRooms(): Real.BreakoutRoom {
    return this.assignedRoom as Real.BreakoutRoom;
  }

  /** Always `undefined`: the emulator's rooms have no time limit, and every participant may return to the main meeting. */
  get breakoutRoomsSettings(): Real.BreakoutRoomsSettings {
    return undefined as unknown as Real.BreakoutRoomsSettings;
  }

  /** The rooms to which somebody is assigned. Microsoft: "Available only to the Organizer / Co-Organizer"; else `undefined`. */
  get breakoutRooms(): Real.BreakoutRoom[] {
    const { mainMeeting, session } = this;
    const { role } = session.context;
    if (role !== 'Organizer' && role !== 'Co-organizer') return undefined as unknown as Real.BreakoutRoom[];
    const rooms = [...this.roomsByParticipant.values()];
    // Several participants may be assigned to the same room.
    const roomsByThread = new Map(rooms.map((room) => [room.threadId, room]));
    return [...roomsByThread.values()].map((room) => {
      const listInvitees = () => this.inviteesOf(room.threadId);
      return new EmuBreakoutRoom(mainMeeting, session, room, { listInvitees });
    });
  }

  /** Maps the participant id of each assigned participant to that participant's room. */
  private get roomsByParticipant(): ReadonlyMap<string, RoomState> {
    return this.session.sharedState.valuesOf('breakoutRooms') as ReadonlyMap<string, RoomState>;
  }

  private inviteesOf(threadId: string): Real.Invitee[] {
    return [...this.roomsByParticipant].flatMap(([participantId, room]) => {
      const isAssigned = room.threadId === threadId;
      const identifier = isAssigned && this.session.identifierOfParticipant(participantId);
      return identifier ? [{ identifier }] : [];
    });
  }

  /** Called at first for the local participant, and when a participant gets a room or none, or their room changes. */
  private handleAssignment(participantId: string): void {
    const { session } = this;
    if (this.breakoutRooms) this.emitUpdate({ type: 'breakoutRooms', data: this.breakoutRooms });
    if (participantId !== session.deps.ownParticipantId) return;
    const room = this.roomsByParticipant.get(participantId);
    if (!room && !this.assignedRoom) return;
    if (room && this.assignedRoom?.threadId === room.threadId) this.assignedRoom.applyState(room);
    else {
      // The local participant now has another room or none. For them, the previous one is closed.
      this.assignedRoom?.applyState({ ...this.assignedRoom.room, open: false });
      const { mainMeeting, emitUpdate } = this;
      this.assignedRoom = room && new EmuBreakoutRoom(mainMeeting, session, room, { emitUpdate });
    }
    this.emitUpdate({ type: 'assignedBreakoutRooms', data: this.assignedRoom });
    this.assignedRoom?.joinIfAutomatic();
  }

  private readonly emitUpdate = (data: Real.BreakoutRoomsEventData): void => {
    this.emitter.emit('breakoutRoomsUpdated', data);
  };
}
