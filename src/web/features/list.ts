import type { ComponentType } from 'react';
import type { Capabilities } from '../capabilities/capabilities.ts';
import type { AnyCallFeature } from '../calling/call/feature.ts';
import { addPeople } from '../add-people/addPeople.ts';
import { AddPeopleItem, AddPeoplePanel } from './add-people/AddPeoplePanel.tsx';
import { backgroundBlur, BackgroundBlurItem } from './background-blur/BackgroundBlurItem.tsx';
import { breakoutRooms, BreakoutRoomBanner } from './breakout-rooms/BreakoutRoomBanner.tsx';
import { callSurvey } from './call-survey/callSurvey.ts';
import { camera } from './camera/camera.ts';
import { CameraBanner, CameraItem, NarrowCameraButton } from './camera/Camera.tsx';
import { CameraControls, CameraItems } from './camera/CameraPicker.tsx';
import { captions } from './captions/captions.ts';
import { CaptionsItem, CaptionsOverlay, CaptionsPanel } from './captions/CaptionsPanel.tsx';
import { AnswerBanner } from './chat/AnswerBanner.tsx';
import { chat } from './chat/chat.ts';
import { AskItem, ChatItem, ChatPanel, LargeAskButton } from './chat/ChatPanel.tsx';
import { diagnostics } from './diagnostics/diagnostics.ts';
import { dialIn, DialInItem, DialInPanel } from './dial-in/DialInPanel.tsx';
import { endForAll, EndForAllItem } from './end-for-all/EndForAllItem.tsx';
import { HangUpButton } from './hang-up/HangUpButton.tsx';
import { hangUp } from './hang-up/hangUp.ts';
import { hold } from './hold/hold.ts';
import { HoldButton, LargeHoldButton } from './hold/HoldButton.tsx';
import { keypad, KeypadItem, KeypadPanel } from './keypad/KeypadPanel.tsx';
import { mute } from './mute/mute.ts';
import { MicrophoneControls, MicrophoneItems } from './mute/MicrophonePicker.tsx';
import { MuteBanner } from './mute/Mute.tsx';
import { note } from './note/note.ts';
import { FirstNoteButton, NoteButton, NoteItem, NotePanel } from './note/NotePanel.tsx';
import {
  noiseSuppression,
  NoiseSuppressionItem,
  NoiseSuppressionSync,
} from './noise-suppression/NoiseSuppression.tsx';
import { LobbyBanner } from './people/Lobby.tsx';
import { people } from './people/people.ts';
import { PeopleButton, PeopleItem, PeoplePanel } from './people/PeoplePanel.tsx';
import { ParticipantNews } from './people/ParticipantNews.tsx';
import { quality, QualityBanner, QualityChip, QualityItem, QualityPanel } from './quality/QualityPanel.tsx';
import { raiseHand } from './raise-hand/raiseHand.ts';
import { RaisedHandsBanner, RaiseHandItem } from './raise-hand/RaiseHand.tsx';
import { FloatingReactions, reactions, ReactionsItem, ReactionsPopover } from './reactions/Reactions.tsx';
import {
  realTimeText,
  RealTimeTextBanner,
  RealTimeTextItem,
  RealTimeTextPanel,
} from './real-time-text/RealTimeTextPanel.tsx';
import { recording, RecordingBanner } from './recording/RecordingBanner.tsx';
import {
  FirstLookUpButton,
  LargeLookUpButton,
  LookUpButton,
  LookUpItem,
  screenPop,
} from './screen-pop/ScreenPop.tsx';
import { screenShare } from './screen-share/screenShare.ts';
import { ScreenShareBanner, ScreenShareButton, ScreenShareItem } from './screen-share/ScreenShare.tsx';
import { screenWakeLock } from './screen-wake-lock/screenWakeLock.ts';
import { spotlight, SpotlightBanner, SpotlightItem } from './spotlight/Spotlight.tsx';
import { layout } from './tiles/layout.ts';
import { LayoutItem } from './tiles/LayoutItem.tsx';
import { TileArea } from './tiles/TileArea.tsx';
import { weakNetworks } from './tiles/weakNetworks.ts';
import type { MoreGroupName } from '../ui/MoreMenu.tsx';
import { transfer } from '../transfer/transfer.ts';
import { TransferBanner } from './transfer/TransferBanner.tsx';
import {
  ConsultItem,
  FirstConsultButton,
  LargeTransferButtons,
  TransferButtons,
  TransferItem,
  TransferPanel,
} from './transfer/TransferPanel.tsx';

/**
 * A call feature and what the call screen shows of it. Some features, such as `diagnostics`, show nothing. The properties of
 * `MenuEntry` come together or not at all.
 */
type ListedFeature = FeatureComponents & (MenuEntry | Partial<Record<keyof MenuEntry, never>>);

/** An entry of the menu *More*, in one of the menu's groups. */
interface MenuEntry {
  readonly Item: ComponentType;
  readonly itemGroup: MoreGroupName;
}

/** The names of the capabilities that are `true` or `false`. */
type FlagOf<Facts> = { [Name in keyof Facts]: Facts[Name] extends boolean ? Name : never }[keyof Facts];

interface FeatureComponents {
  readonly feature: AnyCallFeature;
  /** The capability without which the feature does not exist. By default, every case has the feature. */
  readonly needs?: FlagOf<Capabilities>;
  /** The content of the stage, which is the middle of the call screen: the participants' tiles. */
  readonly Stage?: ComponentType;
  /** Large buttons on the caller's page, for what the user does most often with the other person of a call. */
  readonly CallerControl?: ComponentType;
  /** One of the first entries of *More*, for what the caller's page offers, while videos hide that page. */
  readonly CallerItem?: ComponentType;
  /** An entry of *More* after each `CallerItem`, for a button that has no room in the toolbar. */
  readonly FirstItem?: ComponentType;
  /** A button at the start of a wide toolbar while the caller's page is not shown. The other buttons keep their places. */
  readonly FirstControl?: ComponentType;
  readonly Control?: ComponentType;
  /** A button after every `Control`, on a toolbar without room for the feature's own one. */
  readonly NarrowControl?: ComponentType;
  /** A button at the end of the toolbar, with a gap before it. */
  readonly LastControl?: ComponentType;
  /** A panel beside the call. It is shown while `usePanel().name` is the feature's name. */
  readonly Panel?: ComponentType;
  /** Renders the panel in pieces, so that many rows do not freeze the page. Not where users type at once: keys would be lost. */
  readonly hasLongPanel?: true;
  /** A small sign at the end of the title row. */
  readonly Chip?: ComponentType;
  /** Something that is drawn over the stage, such as captions. Its CSS positions it relative to the stage. */
  readonly Overlay?: ComponentType;
  /** A line of news over the upper edge of the stage. The component renders nothing while it has nothing to say. */
  readonly Banner?: ComponentType;
}

/**
 * All call features, in the order of the toolbar and the menu. To add a feature, add its folder and a line here. Code outside a
 * feature's folder may import only the feature's object, and only to run its command or to read its state.
 */
export const callFeatures: readonly ListedFeature[] = [
  {
    feature: camera,
    Control: CameraControls,
    NarrowControl: NarrowCameraButton,
    FirstItem: CameraItem,
    Banner: CameraBanner,
    Item: CameraItems,
    itemGroup: 'devices',
  },
  {
    feature: mute,
    Control: MicrophoneControls,
    Banner: MuteBanner,
    Item: MicrophoneItems,
    itemGroup: 'devices',
  },
  {
    feature: screenShare,
    Control: ScreenShareButton,
    Banner: ScreenShareBanner,
    Item: ScreenShareItem,
    itemGroup: 'signals',
  },
  {
    feature: note,
    FirstControl: FirstNoteButton,
    // In the place of *Share screen*, so that no other button moves.
    Control: NoteButton,
    CallerItem: NoteItem,
    Panel: NotePanel,
  },
  { feature: hold, Control: HoldButton, CallerControl: LargeHoldButton },
  {
    feature: transfer,
    FirstControl: FirstConsultButton,
    Control: TransferButtons,
    CallerControl: LargeTransferButtons,
    CallerItem: ConsultItem,
    FirstItem: TransferItem,
    Panel: TransferPanel,
    Banner: TransferBanner,
  },
  { feature: keypad, Item: KeypadItem, itemGroup: 'call', Panel: KeypadPanel },
  {
    feature: people,
    Control: PeopleButton,
    Item: PeopleItem,
    itemGroup: 'call',
    Panel: PeoplePanel,
    hasLongPanel: true,
    Overlay: ParticipantNews,
    Banner: LobbyBanner,
  },
  { feature: addPeople, Item: AddPeopleItem, itemGroup: 'call', Panel: AddPeoplePanel },
  {
    feature: chat,
    needs: 'chat',
    CallerControl: LargeAskButton,
    CallerItem: AskItem,
    Item: ChatItem,
    itemGroup: 'call',
    Panel: ChatPanel,
    Banner: AnswerBanner,
  },
  {
    feature: screenPop,
    FirstControl: FirstLookUpButton,
    Control: LookUpButton,
    CallerControl: LargeLookUpButton,
    CallerItem: LookUpItem,
  },
  { feature: dialIn, needs: 'meetings', Item: DialInItem, itemGroup: 'call', Panel: DialInPanel },
  { feature: endForAll, needs: 'endForAll', Item: EndForAllItem, itemGroup: 'call' },
  { feature: raiseHand, Item: RaiseHandItem, itemGroup: 'signals', Banner: RaisedHandsBanner },
  {
    feature: reactions,
    Item: ReactionsItem,
    itemGroup: 'signals',
    Panel: ReactionsPopover,
    Overlay: FloatingReactions,
  },
  { feature: spotlight, Item: SpotlightItem, itemGroup: 'signals', Banner: SpotlightBanner },
  {
    feature: captions,
    needs: 'captions',
    Item: CaptionsItem,
    itemGroup: 'view',
    Panel: CaptionsPanel,
    Overlay: CaptionsOverlay,
  },
  {
    feature: realTimeText,
    Item: RealTimeTextItem,
    itemGroup: 'view',
    Panel: RealTimeTextPanel,
    Banner: RealTimeTextBanner,
  },
  { feature: layout, Stage: TileArea, Item: LayoutItem, itemGroup: 'view' },
  { feature: weakNetworks },
  { feature: breakoutRooms, needs: 'meetings', Banner: BreakoutRoomBanner },
  { feature: backgroundBlur, Item: BackgroundBlurItem, itemGroup: 'devices' },
  {
    feature: noiseSuppression,
    Item: NoiseSuppressionItem,
    itemGroup: 'devices',
    // Shows nothing, but applies the user's setting while the call is on the screen.
    Banner: NoiseSuppressionSync,
  },
  {
    feature: quality,
    Item: QualityItem,
    itemGroup: 'devices',
    Panel: QualityPanel,
    Banner: QualityBanner,
    Chip: QualityChip,
  },
  { feature: callSurvey },
  { feature: diagnostics },
  { feature: screenWakeLock },
  { feature: recording, Banner: RecordingBanner },
  { feature: hangUp, LastControl: HangUpButton },
];

/** Whether a case has a feature. */
export const hasFeature = ({ needs }: Pick<ListedFeature, 'needs'>, capabilities: Capabilities): boolean =>
  needs === undefined || capabilities[needs];

export const listFeatures = (capabilities: Capabilities): readonly AnyCallFeature[] =>
  callFeatures.filter((listed) => hasFeature(listed, capabilities)).map(({ feature }) => feature);
